package covey.node.transfer;

import covey.node.store.PieceStore;
import covey.protocol.content.PieceGeometry;
import covey.protocol.content.ShareId;
import covey.protocol.wire.Message;
import covey.protocol.wire.ShareInfoCodec;
import covey.protocol.wire.WireLimits;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a share's info, then the piece layers of its files, from one peer at a time. The info
 * must hash to the share's id, and each layer to its file's root. Guarded by the session's lock.
 */
final class MetadataFetch {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int LAYERS_ASKED_AT_ONCE = 64;
  private static final int HASHES_A_REQUEST = WireLimits.CHUNK_BYTES / 32;

  /** What a chunk was: one of several, the last, or a wrong one. */
  enum Outcome {
    MORE,
    WHOLE,
    WRONG
  }

  private static final class Layer {
    final byte[] bytes;
    int receivedBytes;

    Layer(int length) {
      bytes = new byte[length];
    }
  }

  private final ShareId share;
  private @Nullable ShareLink source;
  private long lastProgressNanos;
  private boolean infoTaken;
  private ByteArrayOutputStream info = new ByteArrayOutputStream();
  private final ArrayDeque<Integer> layersToAsk = new ArrayDeque<>();
  private final Map<Integer, Layer> layersAsked = new HashMap<>();

  MetadataFetch(ShareId share) {
    this.share = share;
  }

  /** Returns whether this peer is being asked. */
  boolean uses(ShareLink link) {
    return source == link;
  }

  /** Makes sure that a peer is being asked; moves on from one that does not answer. */
  void proceed(Collection<ShareLink> links, @Nullable PieceStore store, long nowNanos) {
    if (infoTaken && store == null) {
      return; // a store is being created from it
    }
    if (source != null && nowNanos - lastProgressNanos < PATIENCE_NANOS) {
      return;
    }
    ShareLink before = source;
    source = null;
    for (ShareLink link : links) {
      boolean fits = link.serves() && !link.holdsNothing() && !link.connection().isClosed();
      if (fits && (source == null || source == before)) {
        source = link;
      }
    }
    if (source != null) {
      lastProgressNanos = nowNanos;
      begin(store);
    }
  }

  /** Starts over: with the layers if there is a store, otherwise with the info. */
  void restart() {
    source = null;
    infoTaken = false;
    info = new ByteArrayOutputStream();
  }

  /** Forgets a peer that has left; the next {@link #proceed} asks another. */
  void lost(ShareLink link) {
    if (source == link) {
      source = null;
    }
  }

  private void begin(@Nullable PieceStore store) {
    info = new ByteArrayOutputStream();
    layersAsked.clear();
    layersToAsk.clear();
    if (store == null) {
      askInfo();
    } else {
      layersToAsk.addAll(store.layers().missingFiles());
      askLayers(store.geometry());
    }
  }

  private void askInfo() {
    ShareLink from = source;
    if (from != null) {
      from.connection()
          .post(new Message.InfoRequest(from.localHandle(), info.size(), WireLimits.CHUNK_BYTES));
    }
  }

  Outcome infoChunk(Message.InfoChunk chunk, byte[] part, long nowNanos) {
    long end = chunk.offsetBytes() + part.length;
    if (chunk.offsetBytes() != info.size()
        || chunk.totalBytes() > WireLimits.INFO_BYTES
        || end > chunk.totalBytes()
        || part.length == 0) {
      return Outcome.WRONG;
    }
    lastProgressNanos = nowNanos;
    info.writeBytes(part);
    if (end < chunk.totalBytes()) {
      askInfo();
      return Outcome.MORE;
    }
    return ShareInfoCodec.id(info.toByteArray()).equals(share) ? Outcome.WHOLE : Outcome.WRONG;
  }

  /** Takes the info, once it is whole; it is not requested again until a restart. */
  byte[] takeInfo() {
    infoTaken = true;
    return info.toByteArray();
  }

  /** Requests layers that are missing, as far as not too many are requested. */
  void askLayers(PieceGeometry geometry) {
    ShareLink from = source;
    while (from != null && layersAsked.size() < LAYERS_ASKED_AT_ONCE && !layersToAsk.isEmpty()) {
      int file = layersToAsk.remove();
      int count = geometry.pieceCountOf(file);
      layersAsked.put(file, new Layer(count * 32));
      for (int first = 0; first < count; first += HASHES_A_REQUEST) {
        int hashes = Math.min(HASHES_A_REQUEST, count - first);
        from.connection().post(new Message.LayerRequest(from.localHandle(), file, first, hashes));
      }
    }
  }

  /** Takes a chunk of a layer; the layers are not checked here. */
  Outcome layerChunk(Message.LayerChunk chunk, byte[] part, long nowNanos) {
    Layer layer = layersAsked.get(chunk.file());
    if (layer == null
        || (long) chunk.first() * 32 != layer.receivedBytes
        || part.length == 0
        || part.length > layer.bytes.length - layer.receivedBytes) {
      return Outcome.WRONG;
    }
    lastProgressNanos = nowNanos;
    System.arraycopy(part, 0, layer.bytes, layer.receivedBytes, part.length);
    layer.receivedBytes += part.length;
    return layer.receivedBytes < layer.bytes.length ? Outcome.MORE : Outcome.WHOLE;
  }

  /** Takes a layer, once it is whole. */
  byte[] takeLayer(int file) {
    Layer layer = layersAsked.remove(file);
    if (layer == null) {
      throw new IllegalStateException("layer " + file + " was not requested");
    }
    return layer.bytes;
  }
}
