package covey.node.runtime;

import com.google.gson.annotations.JsonAdapter;
import covey.node.runtime.FlatJson.Flat;
import org.jspecify.annotations.Nullable;

/**
 * The state of a share on this node. The components' names are the keys of the JSON, which is one
 * flat object.
 *
 * @param state importing, downloading, seeding, paused or failed
 * @param peers number of connected peers that opened the share
 * @param path where the share's file or folder is
 */
@JsonAdapter(FlatJson.class)
public record ShareStatus(
    @Flat Identity identity,
    @Flat Content content,
    String state,
    int peers,
    @Flat Transfer transfer,
    String path,
    @Flat Progress progress) {
  /**
   * Which share it is.
   *
   * @param id base32; empty while the share is being imported and has no id yet
   * @param link complete link for other nodes; empty while there is no id
   */
  public record Identity(String id, String link, String name) {}

  /**
   * How much of it there is, and how much is here.
   *
   * @param sizeBytes size of the whole share; 0 while a download does not know it yet
   * @param haveBytes verified bytes (while importing: bytes hashed so far)
   */
  public record Content(long sizeBytes, long haveBytes, int pieces, int havePieces, int files) {}

  /**
   * What was sent and received for it.
   *
   * @param rejectedBytes bytes that arrived but failed verification
   * @param duplicateBytes bytes that arrived although they were here already
   * @param originBytes bytes that came from the origin, or, of an upload, that the origin has
   */
  @JsonAdapter(FlatJson.class)
  public record Transfer(
      @Flat PayloadTraffic payload, long rejectedBytes, long duplicateBytes, long originBytes) {}

  /**
   * What holds it up.
   *
   * @param kept in mode central: the origin has all of it; elsewhere false
   * @param waitingFor what a download or upload waits for, for users; null if for nothing
   * @param problem in state failed: one line for users
   * @param problemKind in state failed: the name of the {@link NodeProblem.Kind}
   */
  public record Progress(
      boolean kept,
      @Nullable String waitingFor,
      @Nullable String problem,
      @Nullable String problemKind) {}

  // Shorthands for what the components hold.

  public String id() {
    return identity.id();
  }

  public String link() {
    return identity.link();
  }

  public String name() {
    return identity.name();
  }

  public long sizeBytes() {
    return content.sizeBytes();
  }

  public long haveBytes() {
    return content.haveBytes();
  }

  public int pieces() {
    return content.pieces();
  }

  public int havePieces() {
    return content.havePieces();
  }

  public int files() {
    return content.files();
  }

  public long downBytesPerSecond() {
    return transfer().payload.downBytesPerSecond();
  }

  public long upBytesPerSecond() {
    return transfer().payload.upBytesPerSecond();
  }

  public long downloadedBytes() {
    return transfer().payload.downloadedBytes();
  }

  public long uploadedBytes() {
    return transfer().payload.uploadedBytes();
  }

  public long rejectedBytes() {
    return transfer.rejectedBytes();
  }

  public long duplicateBytes() {
    return transfer.duplicateBytes();
  }

  public long originBytes() {
    return transfer.originBytes();
  }

  public boolean kept() {
    return progress.kept();
  }

  public @Nullable String waitingFor() {
    return progress.waitingFor();
  }

  public @Nullable String problem() {
    return progress.problem();
  }

  public @Nullable String problemKind() {
    return progress.problemKind();
  }
}
