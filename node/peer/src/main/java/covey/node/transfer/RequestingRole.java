package covey.node.transfer;

import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a connection does with answers to its requests: reads payload and passes it to the share's
 * session.
 */
final class RequestingRole {
  private static final int HEAD_BYTES = 1 << 10;

  private final Connection connection;
  private final WireConnection wire;
  private final TransferContext context;
  private final ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);

  RequestingRole(Connection connection, WireConnection wire, TransferContext context) {
    this.connection = connection;
    this.wire = wire;
    this.context = context;
  }

  void have(Message.Have have) {
    ShareLink link = connection.linkByTheirHandle(have.handle());
    if (link != null) {
      link.session().peerLinks().has(link, have.pieces());
    }
  }

  void refused(Message.Refused refused) {
    ShareLink link = connection.linkByTheirHandle(refused.handle());
    if (link != null) {
      Block block = new Block(refused.piece(), refused.offsetBytes(), refused.lengthBytes());
      link.session().input(link, new Input.Refused(link.peer(), block));
    }
  }

  void block(Message.Block message) throws IOException, InterruptedException {
    ShareLink link = connection.linkByTheirHandle(message.handle());
    Block block = new Block(message.piece(), message.offsetBytes(), message.payloadBytes());
    if (link == null || !link.session().reads(link, block, message.fresh())) {
      wire.skipPayload(message.payloadBytes());
      return;
    }
    // First bytes first: a peer that sends none must not hold a block's buffer.
    readLimited(head.clear().limit(Math.min(block.lengthBytes(), HEAD_BYTES)), link);
    ByteBuffer buffer = takeBuffer(block.lengthBytes());
    try {
      readLimited(buffer.put(head.flip()), link);
    } catch (IOException | RuntimeException e) {
      context.buffers().give(buffer);
      throw e;
    }
    link.session().intake().received(link, block, buffer.flip());
  }

  private ByteBuffer takeBuffer(int bytes) throws InterruptedException {
    connection.keepalive().waiting(true);
    try {
      return context.buffers().take(bytes);
    } finally {
      connection.keepalive().waiting(false);
    }
  }

  /** Fills the rest of {@code buffer}, at the pace of the limit. */
  private void readLimited(ByteBuffer buffer, ShareLink link) throws IOException {
    int end = buffer.limit();
    while (buffer.position() < end) {
      int chunk = context.down().chunkBytes(end - buffer.position());
      acquire(chunk);
      buffer.limit(buffer.position() + chunk);
      wire.readPayload(buffer);
      link.session().meters().countDownloaded(connection, chunk);
    }
  }

  private void acquire(int bytes) {
    connection.keepalive().waiting(true);
    try {
      context.down().acquire(bytes);
    } finally {
      connection.keepalive().waiting(false);
    }
  }

  void infoChunk(Message.InfoChunk chunk) throws IOException {
    byte[] part = small(chunk.payloadBytes());
    ShareLink link = connection.linkByTheirHandle(chunk.handle());
    if (part != null && link != null) {
      link.session().metadata().infoChunk(link, chunk, part);
    }
  }

  void layerChunk(Message.LayerChunk chunk) throws IOException {
    byte[] part = small(chunk.payloadBytes());
    ShareLink link = connection.linkByTheirHandle(chunk.handle());
    if (part != null && link != null) {
      link.session().metadata().layerChunk(link, chunk, part);
    }
  }

  private byte @Nullable [] small(int bytes) throws IOException {
    if (bytes > WireLimits.CHUNK_BYTES) {
      wire.skipPayload(bytes);
      connection.tellAndClose(Message.ErrorCode.TOO_LARGE, "chunk of " + bytes + " bytes");
      return null;
    }
    byte[] part = new byte[bytes];
    wire.readPayload(ByteBuffer.wrap(part));
    return part;
  }
}
