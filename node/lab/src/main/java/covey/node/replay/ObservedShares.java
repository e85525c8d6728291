package covey.node.replay;

import covey.node.runtime.ShareStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The shares seen so far, and their names in the recording. */
final class ObservedShares {
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> sized = new HashSet<>();

  /** The state of a share on a node, under its name in the recording. */
  record Known(String name, String state, long sizeBytes, long haveBytes, boolean fetched) {}

  /** Takes a share that a node reported. */
  void add(double at, ShareStatus share, List<RecordedChange> changes) {
    if (!isWhole(share)) {
      return;
    }
    String name = names.get(share.id());
    if (name == null && names.size() < RecordingFormat.SHARES_MAX) {
      name = "s" + (names.size() + 1);
      names.put(share.id(), name);
    }
    boolean knowsSize = share.sizeBytes() > 0 && share.pieces() > 0;
    if (name != null && knowsSize && share.pieces() <= share.sizeBytes() && sized.add(name)) {
      changes.add(new RecordedChange.ShareSeen(at, name, share.sizeBytes(), share.pieces()));
    }
  }

  /** Returns those of a node's shares that can be recorded. */
  List<Known> known(List<ShareStatus> shares) {
    List<Known> known = new ArrayList<>();
    for (ShareStatus share : shares) {
      String name = isWhole(share) ? names.get(share.id()) : null;
      if (name != null) {
        boolean fetched = share.downloadedBytes() > 0;
        known.add(new Known(name, share.state(), share.sizeBytes(), share.haveBytes(), fetched));
      }
    }
    return known;
  }

  private static boolean isWhole(ShareStatus share) {
    // Gson sets components to null whose keys are missing. A share that is being imported has no id
    // yet.
    return Objects.nonNull(share.id())
        && !share.id().isEmpty()
        && Objects.nonNull(share.state())
        && ObservedDeployment.isCount(share.sizeBytes())
        && ObservedDeployment.isCount(share.haveBytes());
  }
}
