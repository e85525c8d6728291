package covey.node.modes;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.NodeRecord;
import covey.protocol.identity.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * Whom a node may ask for pieces, and whom it serves: in `central` the origin only, else everybody.
 * Thread-safe.
 */
public final class SourceRules {
  private volatile Mode mode;
  private final boolean isOrigin;
  private volatile Optional<NodeRecord> origin = Optional.empty();

  /** Rules of a mode; an origin itself serves and asks everybody in every mode. */
  public SourceRules(Mode mode, boolean isOrigin) {
    this.mode = mode;
    this.isOrigin = isOrigin;
  }

  /** Another mode is in force. */
  public void mode(Mode next) {
    mode = next;
  }

  /** The deployment's origin, as far as it is known. */
  public Optional<NodeRecord> origin() {
    return origin;
  }

  /** The directory named the origin. */
  public void learnOrigin(NodeRecord record) {
    origin = Optional.of(record);
  }

  /** Whether pieces may be asked of a node. */
  public boolean mayAsk(NodeId node) {
    return isOrigin || mode != Mode.CENTRAL || isOrigin(node);
  }

  /** Whether pieces may be served to a node. */
  public boolean mayServe(NodeId node) {
    return mayAsk(node);
  }

  /** Those of the providers that may be asked. */
  public List<DirectoryAnswer.Provider> usable(List<DirectoryAnswer.Provider> providers) {
    providers.stream()
        .filter(DirectoryAnswer.Provider::origin)
        .findFirst()
        .ifPresent(p -> learnOrigin(p.node()));
    return providers.stream().filter(p -> mayAsk(p.node().id())).toList();
  }

  /** Whether a node is the deployment's origin. */
  public boolean isOrigin(NodeId node) {
    return origin.isPresent() && origin.get().id().equals(node);
  }

  /** Whether sharing means uploading to the origin. */
  public boolean uploads() {
    return mode == Mode.CENTRAL && !isOrigin;
  }
}
