package covey.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import covey.protocol.wire.FrameCodec.Decoded;
import covey.protocol.wire.proto.Announce;
import covey.protocol.wire.proto.Announced;
import covey.protocol.wire.proto.Block;
import covey.protocol.wire.proto.Credit;
import covey.protocol.wire.proto.Deposit;
import covey.protocol.wire.proto.DepositState;
import covey.protocol.wire.proto.Described;
import covey.protocol.wire.proto.DirectoryReply;
import covey.protocol.wire.proto.DirectoryRequest;
import covey.protocol.wire.proto.Frame;
import covey.protocol.wire.proto.Goodbye;
import covey.protocol.wire.proto.Have;
import covey.protocol.wire.proto.Hello;
import covey.protocol.wire.proto.InfoChunk;
import covey.protocol.wire.proto.InfoRequest;
import covey.protocol.wire.proto.LayerChunk;
import covey.protocol.wire.proto.LayerRequest;
import covey.protocol.wire.proto.Lookup;
import covey.protocol.wire.proto.Open;
import covey.protocol.wire.proto.Request;
import covey.protocol.wire.proto.Search;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameLimitsTest {
  private static final ByteString ID = ByteString.copyFrom(Samples.bytes(3));
  private static final int BEYOND_INT = Integer.MIN_VALUE;

  @ParameterizedTest
  @ValueSource(ints = {0, 65_536, BEYOND_INT, -1})
  void aHandleOutOfRangeIsRefused(int handle) {
    refused(f -> f.setHave(Have.newBuilder().setHandle(handle).addPieces(1)), "handle");
    refused(f -> f.setCredit(Credit.newBuilder().setHandle(handle).setBytes(1)), "handle");
    refused(f -> f.setRequest(request(0, 1).setHandle(handle)), "handle");
    refused(f -> f.setOpen(open().setHandle(handle)), "handle");
  }

  @Test
  void aPieceBeyondTheIntegersIsRefused() {
    refused(f -> f.setHave(Have.newBuilder().setHandle(1).addPieces(BEYOND_INT)), "piece");
    refused(f -> f.setRequest(request(0, 1).setPiece(-1)), "not 4294967295");
  }

  @Test
  void aHaveOfTooManyPiecesIsRefused() {
    Have.Builder have = Have.newBuilder().setHandle(1);
    have.addAllPieces(Collections.nCopies(WireLimits.HAVE_PIECES + 1, 0));

    refused(f -> f.setHave(have), "pieces in a Have");
  }

  @Test
  void aBlockThatNoPieceContainsIsRefused() {
    refused(f -> f.setRequest(request(0, 0)), "length");
    refused(f -> f.setRequest(request(0, WireLimits.BLOCK_BYTES + 1)), "length");
    refused(f -> f.setRequest(request(-1, 1)), "offset");
    refused(f -> f.setRequest(request(WireLimits.PIECE_BYTES, 1)), "offset");
    refused(f -> f.setRequest(request(Integer.MAX_VALUE, WireLimits.BLOCK_BYTES)), "offset");
    Block.Builder block = Block.newBuilder().setHandle(1);
    refused(f -> f.setBlock(block.setPayloadBytes(0)), "length");
    refused(f -> f.setBlock(block.setPayloadBytes(-1)), "length");
  }

  @Test
  void creditOutOfRangeIsRefused() {
    for (int bytes : new int[] {0, WireLimits.CREDIT_BYTES + 1, -1}) {
      refused(f -> f.setCredit(Credit.newBuilder().setHandle(1).setBytes(bytes)), "credit");
    }
  }

  @Test
  void anOpenWithoutHoldingsIsRefused() {
    refused(f -> f.setOpen(open().clearHolds()), "holds");
    refused(f -> f.setOpen(open().setAll(false)), "all");
    refused(f -> f.setOpen(open().setNone(false)), "none");
    refused(f -> f.setOpen(open().setShareId(ID.substring(1))), "share id");
  }

  @Test
  void chunksOutsideTheirWholeAreRefused() {
    InfoChunk.Builder chunk = InfoChunk.newBuilder().setHandle(1).setTotalBytes(100);
    refused(f -> f.setInfoChunk(chunk.setOffsetBytes(90).setPayloadBytes(11)), "payload");
    refused(f -> f.setInfoChunk(chunk.setOffsetBytes(101).setPayloadBytes(0)), "offset");
    refused(f -> f.setInfoChunk(chunk.setOffsetBytes(-1)), "offset");
    refused(f -> f.setInfoChunk(chunk.setTotalBytes(WireLimits.INFO_BYTES + 1L)), "info");
    refused(f -> f.setInfoRequest(InfoRequest.newBuilder().setHandle(1)), "length");
    LayerRequest.Builder layer = LayerRequest.newBuilder().setHandle(1);
    refused(f -> f.setLayerRequest(layer.setCount(32_769)), "hashes");
    refused(f -> f.setLayerRequest(layer.setCount(1).setFirst(Integer.MAX_VALUE)), "first");
    refused(f -> f.setLayerRequest(layer.setFirst(0).setFile(-1)), "file");
    LayerChunk.Builder hashes = LayerChunk.newBuilder().setHandle(1);
    refused(f -> f.setLayerChunk(hashes.setPayloadBytes(0)), "payload");
    refused(f -> f.setLayerChunk(hashes.setPayloadBytes(33)), "not made of hashes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "host:",
        "host:0",
        "host:65536",
        ":7400",
        "::1",
        "ho st:1",
        "host\n:1",
        "hö.de:1",
        "[::1:7400",
        "a/b:1",
        "\u001b[2J:1",
        "fe80::1%eth0:1"
      })
  void anAddressWithoutAPortIsRefused(String text) {
    refused(f -> f.setHello(hello().addListen(text)), "address");
  }

  @Test
  void anAddressLongerThanAnyNameIsRefused() {
    refused(f -> f.setHello(hello().addListen("a".repeat(300) + ":1")), "address");
  }

  @Test
  void aHelloBeyondItsLimitsIsRefused() {
    refused(f -> f.setHello(hello().addAllListen(Collections.nCopies(17, "h:1"))), "at most 16");
    refused(f -> f.setHello(hello().addAllFeatures(Collections.nCopies(65, "f"))), "at most 64");
    refused(f -> f.setHello(hello().addFeatures("f".repeat(65))), "feature");
    refused(f -> f.setHello(hello().addFeatures("a\u0007")), "feature");
    refused(f -> f.setHello(hello().setAgent("é".repeat(65))), "agent");
    refused(f -> f.setHello(hello().setNodeId(ByteString.EMPTY)), "node id");
    refused(f -> f.setHello(hello().setNetworkId(ByteString.copyFrom(new byte[65]))), "network");
    refused(f -> f.setHello(hello().setLowestVersion(0)), "lowest version");
    refused(f -> f.setHello(hello().setLowestVersion(3).setHighestVersion(2)), "highest version");
  }

  @Test
  void textBeyondItsLimitIsRefused() {
    refused(f -> f.setGoodbye(Goodbye.newBuilder().setReason("é".repeat(513))), "reason");
    refused(
        f -> f.setDeposit(Deposit.newBuilder().setShareId(ID).setName("n".repeat(256))), "name");
    refused(f -> f.setDeposit(Deposit.newBuilder().setShareId(ID).setSizeBytes(-1)), "size");
    refused(f -> f.setDepositState(DepositState.newBuilder().setShareId(ID)), "without a state");
  }

  @Test
  void directoryMessagesBeyondTheirLimitsAreRefused() {
    var share = covey.protocol.wire.proto.ShareRecord.newBuilder().setShareId(ID).build();
    var node = covey.protocol.wire.proto.NodeRecord.newBuilder().setNodeId(ID).build();
    Announce.Builder announce =
        Announce.newBuilder().setNode(node).addAllShares(Collections.nCopies(1_001, share));
    refusedRequest(r -> r.setAnnounce(announce), "announced shares");
    refusedRequest(r -> r.setAnnounce(Announce.newBuilder().addShares(share)), "node id");
    Lookup.Builder lookup = Lookup.newBuilder().setShareId(ID).setNodeId(ID);
    refusedRequest(r -> r.setLookup(lookup.setMost(0)), "most");
    refusedRequest(r -> r.setLookup(lookup.setMost(201)), "most");
    refusedRequest(r -> r.setSearch(Search.newBuilder().setMost(201)), "most");
    refusedRequest(
        r -> r.setSearch(Search.newBuilder().setMost(1).setText("x".repeat(1_025))), "text");
    refusedReply(r -> r.setAnnounced(Announced.newBuilder().setLifetimeMillis(9)), "interval");
    refusedReply(r -> r.setDescribed(Described.newBuilder().setHost("a\u001bb")), "host");
    refusedReply(
        r -> r.setDescribed(Described.newBuilder().addAllNodes(Collections.nCopies(201, "h:1"))),
        "addresses");
    refusedReply(
        r -> r.setDescribed(Described.newBuilder().addAllHosts(Collections.nCopies(201, "h:1"))),
        "addresses");
  }

  private static void refusedRequest(Consumer<DirectoryRequest.Builder> part, String reason) {
    DirectoryRequest.Builder request = DirectoryRequest.newBuilder();
    part.accept(request);
    refused(f -> f.setDirectoryRequest(request), reason);
  }

  private static void refusedReply(Consumer<DirectoryReply.Builder> part, String reason) {
    DirectoryReply.Builder reply = DirectoryReply.newBuilder();
    part.accept(reply);
    refused(f -> f.setDirectoryReply(reply), reason);
  }

  private static void refused(Consumer<Frame.Builder> body, String reason) {
    Frame.Builder frame = Frame.newBuilder();
    body.accept(frame);
    Decoded decoded = FrameCodec.decode(ByteBuffer.wrap(frame.build().toByteArray()));
    assertThat(decoded)
        .isInstanceOfSatisfying(
            Decoded.Malformed.class,
            malformed -> assertThat(malformed.reason()).contains(reason).doesNotContain("\n"));
  }

  private static Request.Builder request(int offsetBytes, int lengthBytes) {
    return Request.newBuilder()
        .setHandle(1)
        .setOffsetBytes(offsetBytes)
        .setLengthBytes(lengthBytes);
  }

  private static Open.Builder open() {
    return Open.newBuilder().setHandle(1).setShareId(ID).setAll(true);
  }

  private static Hello.Builder hello() {
    return Hello.newBuilder().setLowestVersion(1).setHighestVersion(1).setNodeId(ID);
  }
}
