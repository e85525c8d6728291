package covey.node.store;

import covey.protocol.content.PieceLayers;
import covey.protocol.content.ShareId;
import covey.protocol.content.ShareInfo;
import java.util.List;

/** A file or folder as {@link Importer} read it. */
public final class Imported {
  private final ShareId id;
  private final ShareInfo info;
  private final byte[] infoBytes;
  private final PieceLayers layers;
  private final Placement placement;
  private final List<FileStamp> stamps;

  Imported(Content content, PieceLayers layers, Placement placement, List<FileStamp> stamps) {
    this.id = content.id();
    this.info = content.info();
    this.infoBytes = content.infoBytes();
    this.layers = layers;
    this.placement = placement;
    this.stamps = List.copyOf(stamps);
  }

  /** The share's id. */
  public ShareId id() {
    return id;
  }

  /** What the share is. */
  public ShareInfo info() {
    return info;
  }

  /** The bytes whose hash is the id. */
  public byte[] infoBytes() {
    return infoBytes.clone();
  }

  /** Every file's piece layer. */
  public PieceLayers layers() {
    return layers;
  }

  /** Where each entry lies. */
  public Placement placement() {
    return placement;
  }

  /** What each file looked like while it was hashed, in file order. */
  List<FileStamp> stamps() {
    return stamps;
  }
}
