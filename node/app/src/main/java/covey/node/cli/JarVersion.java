package covey.node.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The program's version, from its jar. */
final class JarVersion implements IVersionProvider {
  /** As in "0.1.0", or "development" where there is no jar. */
  static String text() {
    return Optional.ofNullable(Covey.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"covey " + text()};
  }
}
