package covey.node.cli.share;

import covey.node.cli.command.CommandContext;
import covey.node.cli.text.TimeSpan;
import covey.node.client.GetOrder;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.ShareStatus;
import covey.protocol.content.Link;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey get}: downloads a share and returns once it is complete and verified. */
@CommandLine.Command(
    name = "get",
    description =
        "Download a share; prints its path once it is complete and verified. With no node running,"
            + " starts a node for the download.",
    footer = {"", "Example:", "  covey get 'covey:mfrg...' -o ~/Downloads --timeout 10m"})
public class GetCommand extends TransferCommand {
  private static final int INTERRUPTED = 130;
  private static final Duration NAME_UNKNOWN_AFTER = Duration.ofSeconds(5);
  private static final long NAME_POLL_MILLIS = 200;

  @Parameters(paramLabel = "LINK|NAME", description = "The share's link, id or name.")
  private String link = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Folder to download into; default: the current folder.")
  private @Nullable Path output;

  @Option(
      names = "--select",
      paramLabel = "GLOB",
      description =
          "Download only files whose path in the share matches, such as 'a/*.jpg', or '**.jpg' in"
              + " any folder; may be repeated. A later get adds to the choice.")
  private List<String> select = new ArrayList<>();

  @Option(
      names = "--sequential",
      fallbackValue = "true",
      description = "Download the files in order, to read them while they arrive.")
  private boolean sequential;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "Give up after this time, such as 30s or 5m; what has arrived is kept.")
  private @Nullable Duration timeout;

  private boolean isOwn;

  protected GetCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem, InterruptedException {
    requireLinkOrName();
    messageOnSignal("covey: interrupted; the same command resumes the download");
    shutdown().exitCodeOnSignal(INTERRUPTED);
    Optional<NodeClient> running = running();
    if (running.isPresent()) {
      boolean anywhere = output == null && hasShare(running.get());
      tell(running.get(), download(running.get(), anywhere ? null : folder()));
      return DONE;
    }
    Path dir = folder();
    takeHints();
    isOwn = true;
    TemporaryNode own = startOwn(purpose() + " " + identity() + " " + dir, dir);
    ShareStatus share = download(own.client(), dir);
    tell(own.client(), share);
    own.finish();
    return DONE;
  }

  /** Returns the first word of the key of this command's own node. */
  protected String purpose() {
    return "get";
  }

  private Path folder() {
    return (output == null ? Path.of("") : output).toAbsolutePath().normalize();
  }

  private boolean hasShare(NodeClient node) throws IOException, NodeProblem {
    try {
      node.share(identity());
      return true;
    } catch (NodeProblem e) {
      if (e.kind() == NodeProblem.Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private ShareStatus download(NodeClient node, @Nullable Path dir)
      throws IOException, NodeProblem, InterruptedException {
    ShareStatus begun = begin(node, new GetOrder(link, dir, select, sequential));
    if (!isOwn) {
      messageOnSignal(
          "covey: interrupted; the node continues the download; 'covey pause "
              + begun.id().substring(0, 8)
              + "' stops it");
    }
    try {
      return new ShareWaiter(node, screen())
          .until(
              share -> share.state().equals("seeding"), begun.id(), Optional.ofNullable(timeout));
    } catch (NodeProblem e) {
      if (e.kind() == NodeProblem.Kind.NOT_FOUND) {
        node.remove(begun.id(), false); // nothing of it arrived, so the node forgets it
      }
      throw e;
    }
  }

  private ShareStatus begin(NodeClient node, GetOrder order)
      throws IOException, NodeProblem, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      try {
        return node.get(order);
      } catch (NodeProblem e) {
        // A node that has just started may not have found the nodes that know the name yet.
        boolean maybeLater = isOwn && e.kind() == NodeProblem.Kind.NOT_FOUND;
        if (!maybeLater || System.nanoTime() - start > NAME_UNKNOWN_AFTER.toNanos()) {
          throw e;
        }
        Thread.sleep(NAME_POLL_MILLIS);
      }
    }
  }

  private void tell(NodeClient node, ShareStatus share) throws IOException, NodeProblem {
    if (isJson()) {
      say(node.read(NodeClient.sharePath(share.id())));
    } else {
      say(share.path());
    }
  }

  private void requireLinkOrName() throws NodeProblem {
    if (link.startsWith("covey:")) {
      parsed();
    }
  }

  private void takeHints() throws NodeProblem {
    Optional<Link> hints = parsed();
    if (network().namesNoNetwork() && hints.isPresent()) {
      network().useHints(hints.get().trackers(), hints.get().peers());
    }
  }

  /** Returns the id in the link: links to the same share differ in their hints. */
  private String identity() throws NodeProblem {
    return parsed().map(parsed -> parsed.id().toString()).orElse(link);
  }

  private Optional<Link> parsed() throws NodeProblem {
    try {
      return Optional.of(Link.parse(link));
    } catch (IllegalArgumentException e) {
      if (link.startsWith("covey:")) {
        throw wrongUsage("invalid link: " + e.getMessage());
      }
      return Optional.empty();
    }
  }
}
