package covey.node.modes;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.NodeRecord;
import covey.protocol.identity.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * Which nodes may be asked for pieces and served: in `central` only the origin, else all.
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

  /** Sets the mode in force. */
  public void mode(Mode next) {
    mode = next;
  }

  /** Returns the deployment's origin, if known. */
  public Optional<NodeRecord> origin() {
    return origin;
  }

  /** Notes the origin that the directory named. */
  public void learnOrigin(NodeRecord record) {
    origin = Optional.of(record);
  }

  /** Reports whether a node may be asked for pieces. */
  public boolean mayAsk(NodeId node) {
    return isOrigin || mode != Mode.CENTRAL || isOrigin(node);
  }

  /** Reports whether a node may be served pieces. */
  public boolean mayServe(NodeId node) {
    return mayAsk(node);
  }

  /** Returns those of the providers that may be asked. */
  public List<DirectoryAnswer.Provider> usable(List<DirectoryAnswer.Provider> providers) {
    providers.stream()
        .filter(DirectoryAnswer.Provider::origin)
        .findFirst()
        .ifPresent(p -> learnOrigin(p.node()));
    return providers.stream().filter(p -> mayAsk(p.node().id())).toList();
  }

  /** Reports whether a node is the deployment's origin. */
  public boolean isOrigin(NodeId node) {
    return origin.isPresent() && origin.get().id().equals(node);
  }

  /** Reports whether sharing uploads to the origin. */
  public boolean uploads() {
    return mode == Mode.CENTRAL && !isOrigin;
  }
}
