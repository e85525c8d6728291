package covey.tests.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.google.common.net.HostAndPort;
import covey.protocol.content.Hash;
import covey.protocol.content.ShareId;
import covey.protocol.content.ShareInfo;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.FrameCodec;
import covey.protocol.wire.Message;
import covey.protocol.wire.ShareInfoCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The worked example of docs/protocol.md, as the program encodes it. */
final class ExampleFrames {
  /** The shared file's content. */
  static final byte[] CONTENT = "Hello, Covey!\n".getBytes(UTF_8);

  /** The shared file's name. */
  static final String NAME = "hello.txt";

  private static final int PIECE_LENGTH_BYTES = 64 << 10;
  private static final int CHUNK_BYTES = 1 << 20;
  private static final NodeId CLIENT = node(1);
  private static final NodeId PEER = node(2);
  private static final HostAndPort PEER_ADDRESS = HostAndPort.fromParts("192.0.2.2", 7410);
  private static final String PEER_AGENT = "covey/0.1.0";

  private ExampleFrames() {}

  /** The ShareInfo's bytes. */
  static byte[] info() {
    Hash root = Hash.of(Hashing.sha256().hashBytes(CONTENT).asBytes());
    var file = new ShareInfo.FileEntry("", CONTENT.length, root, false);
    return ShareInfoCodec.encode(new ShareInfo(NAME, PIECE_LENGTH_BYTES, true, List.of(file)));
  }

  /** The share's id. */
  static ShareId share() {
    return ShareInfoCodec.id(info());
  }

  /** Each frame with its payload, by its title in the document, in order. */
  static Map<String, byte[]> all() {
    Map<String, byte[]> frames = new LinkedHashMap<>();
    frames.put("client: Hello", bytes(hello(CLIENT, "example/1", List.of())));
    frames.put("peer: Hello", bytes(hello(PEER, PEER_AGENT, List.of(PEER_ADDRESS))));
    frames.put(
        "client: Lookup",
        bytes(new Message.DirectoryRequest(1, new DirectoryVerb.Lookup(share(), 50, CLIENT))));
    frames.put("tracker: LookedUp", bytes(new Message.DirectoryReply(1, lookedUp())));
    frames.put(
        "client: Open",
        bytes(new Message.Open(5, share(), new Message.Holding.None(), true, false)));
    frames.put(
        "peer: Open", bytes(new Message.Open(1, share(), new Message.Holding.All(), false, true)));
    frames.put("client: InfoRequest", bytes(new Message.InfoRequest(5, 0, CHUNK_BYTES)));
    byte[] info = info();
    frames.put(
        "peer: InfoChunk", bytes(new Message.InfoChunk(1, 0, info.length, info.length), info));
    frames.put("client: Request", bytes(new Message.Request(5, 0, 0, CONTENT.length)));
    frames.put("peer: Block", bytes(new Message.Block(1, 0, 0, CONTENT.length, false), CONTENT));
    frames.put("client: Goodbye", bytes(new Message.Goodbye("done")));
    return frames;
  }

  private static Message hello(NodeId node, String agent, List<HostAndPort> listen) {
    return new Message.Hello(1, 1, List.of(), node, "", agent, listen);
  }

  private static DirectoryAnswer lookedUp() {
    var peer = new NodeRecord(PEER, List.of(PEER_ADDRESS), PEER_AGENT);
    return new DirectoryAnswer.LookedUp(
        Optional.of(new ShareRecord(share(), NAME, CONTENT.length, true)),
        List.of(new DirectoryAnswer.Provider(peer, true, false)));
  }

  private static NodeId node(int value) {
    byte[] id = new byte[32];
    Arrays.fill(id, (byte) value);
    return NodeId.of(id);
  }

  private static byte[] bytes(Message message, byte... payload) {
    ByteBuffer frame = FrameCodec.encode(message);
    ByteBuffer all = ByteBuffer.allocate(frame.remaining() + payload.length);
    return all.put(frame).put(payload).array();
  }
}
