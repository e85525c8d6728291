package covey.node.cli.share;

import covey.node.cli.command.CommandContext;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey share}: shares files and folders, and prints their links. */
@CommandLine.Command(
    name = "share",
    description =
        "Share files or folders; prints a link for each. With no node running, serves them until"
            + " Ctrl-C.",
    footer = {"", "Example:", "  covey share holiday-photos --tracker 192.0.2.1:7400"})
final class ShareCommand extends TransferCommand {
  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or folders to share.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the share; default: the name of the file or folder.")
  private @Nullable String name;

  ShareCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem, InterruptedException {
    if (name != null && paths.size() > 1) {
      throw wrongUsage("--name needs a single PATH");
    }
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
    }
    Optional<NodeClient> running = running();
    if (running.isPresent()) {
      shareAll(running.get());
      return DONE;
    }
    NodeClient own = startOwn("share " + absolute(), Path.of("")).client();
    if (!shareAll(own)) {
      shutdown().exitCodeOnSignal(DONE);
      screen().note("serving until Ctrl-C");
      shutdown().awaitSignal();
    }
    return DONE;
  }

  /** Shares every path; returns whether an origin stores them, so that this node may stop. */
  private boolean shareAll(NodeClient node) throws IOException, NodeProblem, InterruptedException {
    boolean central = node.status().mode().equals("central");
    for (Path path : paths) {
      ShareStatus share = add(node, path);
      if (central) {
        new ShareWaiter(node, screen()).until(ShareStatus::kept, share.id(), Optional.empty());
      }
      if (isJson()) {
        say(node.read(NodeClient.sharePath(share.id())));
      } else {
        say(share.link());
      }
    }
    return central;
  }

  private ShareStatus add(NodeClient node, Path path) throws IOException, NodeProblem {
    try (HashingProgress _ = HashingProgress.start(node, screen())) {
      return node.add(path, name);
    }
  }

  private List<Path> absolute() {
    return paths.stream().map(path -> path.toAbsolutePath().normalize()).toList();
  }
}
