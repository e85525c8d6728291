package covey.node.runtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Threads, virtual ones too, TCP sockets and open files of this process since it was made. */
final class Leftovers {
  private static final long SOON_NANOS = Duration.ofSeconds(30).toNanos();

  /** The one timer of all sockets stays; threads without a name are virtual ones. */
  private static final String OURS = "|(covey|tracker|cluster)-.*|wire-(?!deadline).*";

  private final Path folder;
  private final Set<String> before;

  /** Files count that are open in {@code folder}. */
  Leftovers(Path folder) throws IOException {
    this.folder = folder;
    this.before = present();
  }

  /** Waits until there are none; returns those that stay all the same. */
  Set<String> await() throws IOException {
    long sinceNanos = System.nanoTime();
    Set<String> left = now();
    while (!left.isEmpty() && System.nanoTime() - sinceNanos < SOON_NANOS) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      left = now();
    }
    return left;
  }

  /** What there is now that was not. */
  Set<String> now() throws IOException {
    Set<String> now = present();
    now.removeAll(before);
    return now;
  }

  private Set<String> present() throws IOException {
    Set<String> all = new TreeSet<>();
    addThreads(all);
    addFiles(all);
    return all;
  }

  /**
   * Adds the threads of all containers. Read from the JDK's own table and not from a thread dump,
   * which walks the stacks of running threads and crashes JDK 25 now and then.
   */
  private static void addThreads(Set<String> all) {
    try {
      Object root =
          Class.forName("jdk.internal.vm.ThreadContainers").getMethod("root").invoke(null);
      addThreads(root, Class.forName("jdk.internal.vm.ThreadContainer"), all);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addThreads(Object container, Class<?> type, Set<String> all)
      throws ReflectiveOperationException {
    for (Object each : ((Stream<?>) type.getMethod("threads").invoke(container)).toList()) {
      Thread thread = (Thread) each;
      if (thread.getName().matches(OURS)) {
        all.add("thread " + thread.getName() + " " + thread.threadId());
      }
    }
    for (Object child : ((Stream<?>) type.getMethod("children").invoke(container)).toList()) {
      addThreads(child, type, all);
    }
  }

  private void addFiles(Set<String> all) throws IOException {
    Set<String> sockets = tcpSockets();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path file : files) {
        String target = target(file);
        if (sockets.contains(target) || target.startsWith(folder + "/")) {
          all.add(target);
        }
      }
    }
  }

  /** All of the machine, as /proc names them. */
  private static Set<String> tcpSockets() throws IOException {
    Set<String> sockets = new HashSet<>();
    for (String table : new String[] {"tcp", "tcp6"}) {
      try (Stream<String> lines = Files.lines(Path.of("/proc/self/net").resolve(table))) {
        lines.skip(1).forEach(l -> sockets.add("socket:[" + l.strip().split("\\s+")[9] + "]"));
      }
    }
    return sockets;
  }

  /** Where a link leads; nowhere if it is gone by now. */
  private static String target(Path link) throws IOException {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException closed) {
      return "";
    }
  }
}
