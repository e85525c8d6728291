package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder for results, in which nothing may be overwritten. */
final class OutputFolder {
  private OutputFolder() {}

  /** Wrong usage if there is something in it; it need not exist. */
  static void require(Path out) throws IOException, NodeProblem {
    if (!Files.exists(out)) {
      return;
    }
    if (!Files.isDirectory(out)) {
      throw new NotDirectoryException(out.toString());
    }
    try (Stream<Path> there = Files.list(out)) {
      if (there.findAny().isPresent()) {
        throw Command.wrongUsage(out + " is not empty; name another folder with --out");
      }
    }
  }
}
