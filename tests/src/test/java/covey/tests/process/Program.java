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

  /** Commands that run long enough for the second compiler to pay. */
  private static final Set<String> LONG =
      Set.of("node", "tracker", "demo", "share", "get", "simulate", "compare");

  private static final String CLASS_PATH = classPath();
  private static final List<String> JVM = jvm();
  private static final List<String> CACHE = StartCache.options(JVM, CLASS_PATH);

  private Program() {}

  /** Returns the command that runs the program with these arguments. */
  public static List<String> command(List<String> args) {
    List<String> command = new ArrayList<>(JVM);
    command.addAll(CACHE);
    if (!args.isEmpty() && !LONG.contains(args.getFirst())) {
      command.add("-XX:TieredStopAtLevel=1");
    }
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
