package covey.node.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who took part.
 *
 * @param number by which events name it; 0: the node that was recorded
 * @param node its id; empty if it never said it
 * @param address where it listens or was dialled, as far as is known, else empty
 * @param roles tracker, origin, member, as it or the directory said
 * @param name as whoever recorded calls it; empty: it has no name
 */
public record Party(int number, String node, String address, List<String> roles, String name) {
  private static final int ID_CHARACTERS = 8;

  /** Copies the list. */
  public Party {
    roles = List.copyOf(roles);
  }

  /** The same under a name. */
  public Party named(String given) {
    return new Party(number, node, address, roles, given);
  }

  /** What it is called in a diagram. */
  public String title() {
    if (!name.isEmpty()) {
      return name;
    }
    if (number == 0) {
      return isTracker() ? "this tracker" : "this node";
    }
    return isTracker() ? "tracker" : node.isEmpty() ? "somebody" : "peer " + shortId();
  }

  /** What is known of it besides. */
  public String detail() {
    List<String> known = new ArrayList<>();
    if (number == 0 && name.isEmpty()) {
      known.add(shortId());
    }
    roles.stream().filter(role -> !role.equals("tracker") || !name.isEmpty()).forEach(known::add);
    known.removeIf(word -> word.isEmpty() || word.equals(name));
    return String.join(", ", known);
  }

  /** Whether it is a tracker. */
  public boolean isTracker() {
    return roles.contains("tracker");
  }

  private String shortId() {
    return node.substring(0, Math.min(ID_CHARACTERS, node.length()));
  }
}
