package covey.node.compare;

import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeStatus;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The control bytes, directory requests and refusals of all participants since a run began, as of
 * each one's last answer. Counting continues after a restart. Used by one thread.
 */
final class OverheadDelta {
  private final List<Account> accounts;

  /** Starts to count. */
  OverheadDelta(List<? extends LabNode> nodes) {
    accounts = nodes.stream().map(Account::new).toList();
    accounts.forEach(Account::begin);
  }

  /** Asks all nodes again, except those that are lost. Call it before a node is lost. */
  void update() {
    accounts.forEach(Account::update);
  }

  /** Stops asking a node. */
  void lose(LabNode node) {
    accounts.stream().filter(each -> each.node.equals(node)).forEach(each -> each.lost = true);
  }

  long controlBytes() {
    return accounts.stream().mapToLong(each -> each.controlBytes).sum();
  }

  long directoryRequests() {
    return accounts.stream().mapToLong(each -> each.directoryRequests).sum();
  }

  /** The refusals, each counted once, at the node that refused. */
  long refusals() {
    return accounts.stream().mapToLong(each -> each.refusals).sum();
  }

  private static final class Account {
    private final LabNode node;
    private @Nullable NodeStatus reported;
    private long reportedBy;
    private boolean lost;
    private long controlBytes;
    private long directoryRequests;
    private long refusals;

    Account(LabNode node) {
      this.node = node;
    }

    void begin() {
      reported = ask();
    }

    void update() {
      NodeStatus before = node.pid() == reportedBy ? reported : null;
      NodeStatus now = lost ? null : ask();
      if (now != null && before != null && now.uptimeSeconds() < before.uptimeSeconds()) {
        before = null;
      }
      if (now != null) {
        controlBytes += now.controlBytes() - (before == null ? 0 : before.controlBytes());
        directoryRequests +=
            now.directoryRequests() - (before == null ? 0 : before.directoryRequests());
        refusals += now.refusalsSent() - (before == null ? 0 : before.refusalsSent());
        reported = now;
      }
    }

    private @Nullable NodeStatus ask() {
      try {
        NodeStatus now = node.status();
        reportedBy = node.pid();
        return now;
      } catch (IOException | NodeProblem e) {
        // The node was killed.
        return null;
      }
    }
  }
}
