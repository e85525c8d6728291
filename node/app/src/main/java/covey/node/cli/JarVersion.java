package covey.node.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the program's jar. */
final class JarVersion implements IVersionProvider {
  /** Returns a version such as "0.1.0", or "development" without a jar. */
  static String text() {
    return Optional.ofNullable(Covey.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"covey " + text()};
  }
}
