package covey.node.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * A party of a recorded exchange.
 *
 * @param number its number in events; 0 for the recorded node
 * @param node its id; empty if unknown
 * @param address the address at which it listens or was dialled; empty if unknown
 * @param roles tracker, origin or member, as reported by itself or the directory
 * @param name a name given by the recorder's user; empty for none
 */
public record Party(int number, String node, String address, List<String> roles, String name) {
  private static final int ID_CHARACTERS = 8;

  /** Copies the list. */
  public Party {
    roles = List.copyOf(roles);
  }

  /** Returns the party with a name. */
  public Party named(String given) {
    return new Party(number, node, address, roles, given);
  }

  /** The title in a diagram. */
  public String title() {
    if (!name.isEmpty()) {
      return name;
    }
    if (number == 0) {
      return isTracker() ? "this tracker" : "this node";
    }
    return isTracker() ? "tracker" : node.isEmpty() ? "unknown peer" : "peer " + shortId();
  }

  /** Further details for a diagram. */
  public String detail() {
    List<String> known = new ArrayList<>();
    if (number == 0 && name.isEmpty()) {
      known.add(shortId());
    }
    roles.stream().filter(role -> !role.equals("tracker") || !name.isEmpty()).forEach(known::add);
    known.removeIf(word -> word.isEmpty() || word.equals(name));
    return String.join(", ", known);
  }

  /** Reports whether it is a tracker. */
  public boolean isTracker() {
    return roles.contains("tracker");
  }

  private String shortId() {
    return node.substring(0, Math.min(ID_CHARACTERS, node.length()));
  }
}
