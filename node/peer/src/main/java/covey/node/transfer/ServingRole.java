package covey.node.transfer;

import covey.node.store.PieceStore;
import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireLimits;
import java.io.IOException;
import java.util.Arrays;
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

  void infoRequest(Message.InfoRequest request) {
    ShareLink link = link(request.handle());
    PieceStore store = link == null ? null : link.session().store();
    if (link == null || store == null) {
      return;
    }
    byte[] info = store.infoBytes();
    if (request.offsetBytes() > info.length) {
      connection.tellAndClose(Message.ErrorCode.BAD_FRAME, "asked for info beyond its end");
      return;
    }
    int from = (int) request.offsetBytes();
    int count =
        Math.min(Math.min(request.lengthBytes(), WireLimits.CHUNK_BYTES), info.length - from);
    byte[] part = Arrays.copyOfRange(info, from, from + count);
    connection
        .writer()
        .postChunk(new Message.InfoChunk(link.localHandle(), from, info.length, count), part);
  }

  void layerRequest(Message.LayerRequest request) throws IOException {
    ShareLink link = link(request.handle());
    PieceStore store = link == null ? null : link.session().store();
    if (link == null || store == null) {
      return;
    }
    byte[] layer = layer(store, request.file());
    long end = ((long) request.first() + request.count()) * 32;
    if (layer == null || end > layer.length || request.count() * 32L > WireLimits.CHUNK_BYTES) {
      connection.tellAndClose(Message.ErrorCode.BAD_FRAME, "asked for a layer that is not there");
      return;
    }
    byte[] part = Arrays.copyOfRange(layer, request.first() * 32, (int) end);
    connection
        .writer()
        .postChunk(
            new Message.LayerChunk(
                link.localHandle(), request.file(), request.first(), part.length),
            part);
  }

  private static byte @Nullable [] layer(PieceStore store, int file) {
    if (file >= store.geometry().files().size() || store.layers().missingFiles().contains(file)) {
      return null;
    }
    return store.layers().layer(file);
  }

  private @Nullable ShareLink link(int handle) {
    ShareLink link = connection.linkByTheirHandle(handle);
    return link != null && connection.mayServe() ? link : null;
  }
}
