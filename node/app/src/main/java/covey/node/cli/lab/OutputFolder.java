package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder for results, which never overwrite anything. */
final class OutputFolder {
  private OutputFolder() {}

  /** Throws wrong usage unless the folder is empty or does not exist. */
  static void require(Path out) throws IOException, NodeProblem {
    if (!Files.exists(out)) {
      return;
    }
    if (!Files.isDirectory(out)) {
      throw new NotDirectoryException(out.toString());
    }
    try (Stream<Path> there = Files.list(out)) {
      if (there.findAny().isPresent()) {
        throw Command.wrongUsage(out + " is not empty; choose another folder with --out");
      }
    }
  }
}
