package covey.node.store;

import covey.protocol.content.PieceLayers;
import covey.protocol.content.ShareId;
import covey.protocol.content.ShareInfo;
import java.util.List;

/** A file or folder as read by {@link Importer}. */
public final class ImportedContent {
  private final ShareId id;
  private final ShareInfo info;
  private final byte[] infoBytes;
  private final PieceLayers layers;
  private final EntryPaths placement;
  private final List<FileStamp> stamps;

  ImportedContent(
      ShareContent content, PieceLayers layers, EntryPaths placement, List<FileStamp> stamps) {
    this.id = content.id();
    this.info = content.info();
    this.infoBytes = content.infoBytes();
    this.layers = layers;
    this.placement = placement;
    this.stamps = List.copyOf(stamps);
  }

  /** Returns the share's id. */
  public ShareId id() {
    return id;
  }

  /** Returns the share's info. */
  public ShareInfo info() {
    return info;
  }

  /** Returns the bytes whose hash is the id. */
  public byte[] infoBytes() {
    return infoBytes.clone();
  }

  /** Returns every file's piece layer. */
  public PieceLayers layers() {
    return layers;
  }

  /** Returns where each entry is. */
  public EntryPaths placement() {
    return placement;
  }

  /** Returns each file's stamp while it was hashed, in file order. */
  List<FileStamp> stamps() {
    return stamps;
  }
}
