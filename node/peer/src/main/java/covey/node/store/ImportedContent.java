package covey.node.store;

import covey.protocol.content.PieceLayers;
import covey.protocol.content.ShareId;
import covey.protocol.content.ShareInfo;
import java.util.List;

/** A file or folder as read by {@link Importer}. */
public final class ImportedContent {
  private final ShareContent content;
  private final PieceLayers layers;
  private final EntryPaths placement;
  private final List<FileStamp> stamps;

  ImportedContent(
      ShareContent content, PieceLayers layers, EntryPaths placement, List<FileStamp> stamps) {
    this.content = content;
    this.layers = layers;
    this.placement = placement;
    this.stamps = List.copyOf(stamps);
  }

  /** Returns the share's id. */
  public ShareId id() {
    return content.id();
  }

  /** Returns the share's info. */
  public ShareInfo info() {
    return content.info();
  }

  /** Returns the bytes whose hash is the id. */
  public byte[] infoBytes() {
    return content.infoBytes().clone();
  }

  ShareContent content() {
    return content;
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
