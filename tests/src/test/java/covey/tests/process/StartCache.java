package covey.tests.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An ahead-of-time cache of the program's classes, as the launcher makes it: it halves the
 * processor time of a start. It is made once for each build, and only for a class path of jars; an
 * empty file means that it could not be made.
 */
final class StartCache {
  private static final Path FOLDER = Path.of("target", "start-cache");

  /** As in the launcher: only methods that are hot beyond the training's rush are compiled. */
  private static final List<String> TRAINING =
      List.of(
          "-XX:Tier4InvocationThreshold=100000",
          "-XX:Tier4MinInvocationThreshold=100000",
          "-XX:Tier4CompileThreshold=200000",
          "-XX:Tier4BackEdgeThreshold=1000000");

  private StartCache() {}

  /** Returns the JVM's options that use the cache, none if there is no cache. */
  static List<String> options(List<String> jvm, String classPath) {
    try {
      List<Path> entries =
          Arrays.stream(classPath.split(File.pathSeparator)).map(Path::of).toList();
      if (!entries.stream().allMatch(StartCache::isJar)) {
        return List.of();
      }
      Path cache = FOLDER.toAbsolutePath().resolve(key(jvm, entries) + ".aot");
      makeOnce(cache, jvm, classPath);
      return Files.size(cache) == 0 ? List.of() : List.of("-XX:AOTCache=" + cache, "-Xlog:disable");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isJar(Path entry) {
    return entry.toString().endsWith(".jar") && Files.isRegularFile(entry);
  }

  /** Changes with every build. */
  private static String key(List<String> jvm, List<Path> entries) throws IOException {
    List<Object> all = new ArrayList<>(jvm);
    for (Path entry : entries) {
      all.add(entry);
      all.add(Files.size(entry));
      all.add(Files.getLastModifiedTime(entry));
    }
    return Integer.toHexString(all.hashCode());
  }

  /** Several test JVMs may want it at the same time. */
  private static void makeOnce(Path cache, List<String> jvm, String classPath) throws IOException {
    Files.createDirectories(FOLDER);
    Path lockFile = FOLDER.resolve("lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (Files.exists(cache)) {
        return;
      }
      try (Stream<Path> files = Files.list(FOLDER)) {
        for (Path old : files.filter(file -> file.toString().endsWith(".aot")).toList()) {
          Files.delete(old);
        }
      }
      make(cache, jvm, classPath);
    }
  }

  private static void make(Path cache, List<String> jvm, String classPath) throws IOException {
    Path training = Files.createTempDirectory("covey-training-");
    try {
      Path made = training.resolve("new");
      List<String> command = new ArrayList<>(jvm);
      command.addAll(TRAINING);
      command.addAll(List.of("-XX:AOTCacheOutput=" + made, "-cp", classPath, Program.MAIN));
      command.addAll(List.of("train", training.toString()));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("XDG_RUNTIME_DIR", training.toString());
      await(builder.start());
      if (Files.exists(made)) {
        Files.move(made, cache, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.createFile(cache);
      }
    } finally {
      delete(training);
    }
  }

  private static void await(Process training) throws IOException {
    try {
      if (!training.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        training.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
