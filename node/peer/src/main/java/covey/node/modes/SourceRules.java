package covey.node.modes;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.NodeRecord;
import covey.protocol.identity.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * Decides which nodes this one may fetch pieces from and serve: in `central` only the origin,
 * otherwise all. Thread-safe.
 */
public final class SourceRules {
  private volatile Mode mode;
  private final boolean isOrigin;
  private volatile Optional<NodeRecord> origin = Optional.empty();

  /** Creates the rules of a mode. The origin itself serves and asks all nodes in every mode. */
  public SourceRules(Mode mode, boolean isOrigin) {
    this.mode = mode;
    this.isOrigin = isOrigin;
  }

  /** Sets the current mode. */
  public void mode(Mode next) {
    mode = next;
  }

  /** Returns the deployment's origin, if known. */
  public Optional<NodeRecord> origin() {
    return origin;
  }

  /** Records the origin that the directory named. */
  public void learnOrigin(NodeRecord record) {
    origin = Optional.of(record);
  }

  /** Reports whether this node may ask {@code node} for pieces. */
  public boolean mayAsk(NodeId node) {
    return isOrigin || mode != Mode.CENTRAL || isOrigin(node);
  }

  /** Reports whether this node may serve pieces to {@code node}. */
  public boolean mayServe(NodeId node) {
    return mayAsk(node);
  }

  /** Returns the providers that this node may ask. */
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

  /** Reports whether sharing a file uploads it to the origin. */
  public boolean uploads() {
    return mode == Mode.CENTRAL && !isOrigin;
  }
}
