package covey.node.store;

import covey.protocol.content.PieceGeometry;
import covey.protocol.content.ShareId;
import covey.protocol.content.ShareInfo;
import covey.protocol.wire.ShareInfoCodec;

/** A share's ShareInfo in its three forms, and the pieces it is cut into. Immutable. */
final class ShareContent {
  private final ShareId id;
  private final ShareInfo info;
  private final byte[] infoBytes;
  private final PieceGeometry geometry;

  private ShareContent(ShareInfo info, byte[] infoBytes) {
    this.id = ShareInfoCodec.id(infoBytes);
    this.info = info;
    this.infoBytes = infoBytes;
    this.geometry = PieceGeometry.of(info);
  }

  /** Creates it from the bytes that {@code info} was decoded from, which must not change. */
  static ShareContent of(ShareInfo info, byte[] infoBytes) {
    return new ShareContent(info, infoBytes);
  }

  static ShareContent of(ShareInfo info) {
    return new ShareContent(info, ShareInfoCodec.encode(info));
  }

  ShareId id() {
    return id;
  }

  ShareInfo info() {
    return info;
  }

  byte[] infoBytes() {
    return infoBytes;
  }

  PieceGeometry geometry() {
    return geometry;
  }
}
