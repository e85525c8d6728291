package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.protocol.content.Link;
import covey.protocol.content.ShareId;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds shares in the directory by the names that users give. Thread-safe. */
final class DirectoryNames {
  private static final int MOST_FOUND = 200;

  private final Directory directory;
  private final Supplier<List<HostAndPort>> trackers;

  DirectoryNames(Directory directory, Supplier<List<HostAndPort>> trackers) {
    this.directory = directory;
    this.trackers = trackers;
  }

  /**
   * Returns the share that a user means by a link, an id, a prefix of an id of 8 characters or
   * more, or a name; NOT_FOUND or CONFLICT unless there is exactly one.
   */
  Link resolve(String text) throws NodeProblem {
    if (text.startsWith("covey:")) {
      return parse(text);
    }
    if (text.length() == ShareId.LENGTH * 8 / 5 + 1) {
      try {
        return new Link(ShareId.parse(text), Optional.empty(), List.of(), List.of());
      } catch (IllegalArgumentException e) {
        // Not an id, but a name of the same length.
      }
    }
    List<FoundStatus> found = search(text);
    List<FoundStatus> exact = found.stream().filter(f -> f.name().equals(text)).toList();
    List<FoundStatus> fitting =
        exact.isEmpty() && text.length() >= 8 ? byPrefix(found, text) : exact;
    if (fitting.size() == 1) {
      return parse(fitting.getFirst().link());
    }
    if (fitting.isEmpty()) {
      throw new NodeProblem(
          NodeProblem.Kind.NOT_FOUND,
          "no share is called \"" + text + "\"; `covey search` lists the shares");
    }
    throw new NodeProblem(
        NodeProblem.Kind.CONFLICT,
        fitting.size() + " shares are called \"" + text + "\"; use the link of one");
  }

  private static List<FoundStatus> byPrefix(List<FoundStatus> found, String prefix) {
    return found.stream().filter(f -> f.id().startsWith(prefix)).toList();
  }

  private static Link parse(String link) throws NodeProblem {
    try {
      return Link.parse(link);
    } catch (IllegalArgumentException e) {
      throw new NodeProblem(NodeProblem.Kind.INVALID, String.valueOf(e.getMessage()));
    }
  }

  /** Finds shares by a part of their name, or the beginning of their id. */
  List<FoundStatus> search(String text) throws NodeProblem {
    try {
      return directory.search(text, MOST_FOUND).shares().stream().map(this::status).toList();
    } catch (DirectoryException e) {
      throw NodeProblem.failed(e);
    }
  }

  private FoundStatus status(DirectoryAnswer.FoundShare found) {
    var share = found.share();
    Optional<String> name = share.name().isEmpty() ? Optional.empty() : Optional.of(share.name());
    Link link = new Link(share.id(), name, trackers.get(), List.of());
    return new FoundStatus(
        share.id().toString(),
        link.toString(),
        share.name(),
        share.sizeBytes(),
        found.providers(),
        found.completeProviders());
  }
}
