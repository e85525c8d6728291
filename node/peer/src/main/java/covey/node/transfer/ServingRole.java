package covey.node.transfer;

import covey.node.store.PieceStore;
import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.protocol.content.Hash;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireLimits;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a connection does with a peer's requests: passes requests for blocks to the swarm core, and
 * answers requests for info and layers itself.
 */
final class ServingRole {
  private final Connection connection;

  ServingRole(Connection connection) {
    this.connection = connection;
  }

  void request(Message.Request request) {
    ShareLink link = link(request.handle());
    if (link != null) {
      Block block = new Block(request.piece(), request.offsetBytes(), request.lengthBytes());
      link.session().input(link, new Input.Requested(link.peer(), block));
    }
  }

  void cancel(Message.Cancel cancel) {
    ShareLink link = link(cancel.handle());
    if (link != null) {
      Block block = new Block(cancel.piece(), cancel.offsetBytes(), cancel.lengthBytes());
      link.session().input(link, new Input.Cancelled(link.peer(), block));
      connection.writer().cancel(link, block);
    }
  }

  void credit(Message.Credit credit) {
    ShareLink link = link(credit.handle());
    if (link != null) {
      link.session().input(link, new Input.Credited(link.peer(), credit.bytes()));
    }
  }

  void infoRequest(Message.InfoRequest request) throws InterruptedException {
    ShareLink link = link(request.handle());
    PieceStore store = link == null ? null : link.session().store();
    if (link == null || store == null) {
      return;
    }
    ByteBuffer info = store.infoBytes();
    if (request.offsetBytes() > info.capacity()) {
      connection.tellAndClose(Message.ErrorCode.BAD_FRAME, "asked for info beyond its end");
      return;
    }
    int from = (int) request.offsetBytes();
    int count =
        Math.min(Math.min(request.lengthBytes(), WireLimits.CHUNK_BYTES), info.capacity() - from);
    connection
        .writer()
        .postChunk(
            new Message.InfoChunk(link.localHandle(), from, info.capacity(), count),
            () -> info.slice(from, count));
  }

  void layerRequest(Message.LayerRequest request) throws InterruptedException {
    ShareLink link = link(request.handle());
    PieceStore store = link == null ? null : link.session().store();
    if (link == null || store == null) {
      return;
    }
    int file = request.file();
    int first = request.first();
    int count = request.count();
    if (!hasLayer(store, file, first, count)
        || count * (long) Hash.LENGTH > WireLimits.CHUNK_BYTES) {
      connection.tellAndClose(Message.ErrorCode.BAD_FRAME, "asked for a layer that is not there");
      return;
    }
    connection
        .writer()
        .postChunk(
            new Message.LayerChunk(link.localHandle(), file, first, count * Hash.LENGTH),
            () -> store.layers().hashes(file, first, count));
  }

  private static boolean hasLayer(PieceStore store, int file, int first, int count) {
    return file < store.geometry().files().size()
        && (long) first + count <= store.geometry().pieceCountOf(file)
        && !store.layers().missingFiles().contains(file);
  }

  private @Nullable ShareLink link(int handle) {
    ShareLink link = connection.linkByTheirHandle(handle);
    return link != null && connection.mayServe() ? link : null;
  }
}
