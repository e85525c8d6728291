package covey.tests.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The command that runs the program: the JVM, its flags, the class path and the main class. */
public final class Program {
  static final String MAIN = System.getProperty("covey.main", "covey.node.cli.Covey");

  /** The launcher's flags; {@code -Dcovey.jvm="..."} runs the tests with others. */
  private static final String JVM_FLAGS =
      System.getProperty(
          "covey.jvm",
          "-Xms24m -Xmx256m -XX:MaxDirectMemorySize=64m -Xss512k -XX:+UseSerialGC"
              + " -XX:+UseCompactObjectHeaders -XX:-UsePerfData"
              + " -Djdk.nio.maxCachedBufferSize=262144 --enable-native-access=ALL-UNNAMED"
              + " -Djava.net.preferIPv4Stack=true");

  /** As the launcher starts short commands: most tests end before the second compiler pays off. */
  private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

  /** Commands that the launcher starts with both compilers. */
  private static final Set<String> LONG =
      Set.of("node", "tracker", "demo", "share", "get", "simulate", "compare");

  private static final String CLASS_PATH = classPath();
  private static final List<String> JVM = jvm();
  private static final List<String> CACHE = StartCache.options(JVM, CLASS_PATH);

  private Program() {}

  /**
   * Returns the command that runs the program with these arguments, and in tests without the second
   * compiler.
   */
  public static List<String> command(List<String> args) {
    boolean isLong = args.isEmpty() || LONG.contains(args.getFirst());
    return command(args, isLong && Measured.isBenchmark() ? List.of() : List.of(FIRST_COMPILER));
  }

  /** Returns the command of a node with the flags that the launcher gives it. */
  static List<String> launched(List<String> args) {
    return command(args, List.of());
  }

  private static List<String> command(List<String> args, List<String> flags) {
    List<String> command = new ArrayList<>(JVM);
    command.addAll(CACHE);
    command.addAll(flags);
    command.addAll(List.of("-cp", CLASS_PATH, MAIN));
    command.addAll(args);
    return command;
  }

  private static List<String> jvm() {
    List<String> jvm = new ArrayList<>();
    jvm.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    jvm.addAll(List.of(JVM_FLAGS.split(" ")));
    return jvm;
  }

  /** Returns the class path of the tests without the tests themselves. */
  private static String classPath() {
    String own = System.getProperty("covey.classpath", System.getProperty("java.class.path"));
    return Arrays.stream(own.split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).endsWith("test-classes") && Files.exists(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
