package covey.node.client;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A download to start.
 *
 * @param link a link, an id, or a share's name
 * @param dir the folder to put the share in; null: the node's own
 * @param select globs over paths in the share; empty: all
 * @param sequential fetch pieces in the order of the files rather than rarest first
 */
public record GetOrder(String link, @Nullable Path dir, List<String> select, boolean sequential) {
  /** Copies the list. */
  public GetOrder {
    select = List.copyOf(select);
  }

  /** Returns the order for all of a share. */
  public static GetOrder all(String link, Path dir) {
    return new GetOrder(link, dir, List.of(), false);
  }
}
