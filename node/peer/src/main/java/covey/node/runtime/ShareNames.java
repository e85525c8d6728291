package covey.node.runtime;

import covey.protocol.content.Link;
import java.util.List;
import java.util.Locale;

/**
 * Finds a share on this node by the name that a user gives: a link, an id, a prefix of an id of 8
 * characters or more, or a name.
 */
final class ShareNames {
  private static final int SHORTEST_PREFIX = 8;

  private final List<LocalShare> shares;

  ShareNames(List<LocalShare> shares) {
    this.shares = shares;
  }

  LocalShare find(String named) throws NodeProblem {
    String id = idOf(named);
    List<LocalShare> fitting =
        id.length() < SHORTEST_PREFIX
            ? List.of()
            : shares.stream().filter(s -> s.id().toString().startsWith(id)).toList();
    if (fitting.isEmpty()) {
      fitting = shares.stream().filter(s -> s.name().equals(named)).toList();
    }
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    throw fitting.isEmpty()
        ? new NodeProblem(
            NodeProblem.Kind.NOT_FOUND,
            "no share \"" + named + "\" on this node; `covey ls` lists them")
        : new NodeProblem(
            NodeProblem.Kind.CONFLICT,
            fitting.size() + " shares match \"" + named + "\"; give more of the id");
  }

  private static String idOf(String named) throws NodeProblem {
    if (!named.startsWith("covey:")) {
      return named.toLowerCase(Locale.ROOT);
    }
    try {
      return Link.parse(named).id().toString();
    } catch (IllegalArgumentException e) {
      throw new NodeProblem(NodeProblem.Kind.INVALID, String.valueOf(e.getMessage()));
    }
  }
}
