package covey.tests.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How the program is run: the JVM, its flags, the class path and the main class. */
public final class Program {
  /** The launcher's flags; {@code -Dcovey.jvm="..."} runs the tests with others. */
  private static final String JVM_FLAGS =
      System.getProperty(
          "covey.jvm",
          "-Xms24m -Xmx256m -XX:MaxDirectMemorySize=64m -Xss512k -XX:+UseSerialGC"
              + " -XX:+UseCompactObjectHeaders -XX:-UsePerfData -Xshare:auto"
              + " -Djdk.nio.maxCachedBufferSize=262144 --enable-native-access=ALL-UNNAMED"
              + " -Djava.net.preferIPv4Stack=true");

  private static final String MAIN = System.getProperty("covey.main", "covey.node.cli.Covey");

  private Program() {}

  /** The command that runs the program with these arguments. */
  public static List<String> command(List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JVM_FLAGS.split(" ")));
    command.add("-cp");
    command.add(classPath());
    command.add(MAIN);
    command.addAll(args);
    return command;
  }

  /** The class path of the tests without the tests: the node and what it needs. */
  private static String classPath() {
    String own = System.getProperty("covey.classpath", System.getProperty("java.class.path"));
    return Arrays.stream(own.split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
