package covey.tests.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Network namespaces on one bridge, each with its own address, like machines on a network that can
 * be cut. Linux only, and needs root.
 */
public final class TestNamespaces implements AutoCloseable {
  /** Tests that run at the same time get different ones. */
  private static final AtomicInteger NEXT_SUBNET = new AtomicInteger(new Random().nextInt(256));

  private final List<String> names = new ArrayList<>();

  /** Unique, because the system takes a while to remove the namespaces of an earlier test. */
  private final String tag = "cvt" + Integer.toHexString(new Random().nextInt(1 << 16));

  private final String subnet = "10.213." + NEXT_SUBNET.getAndIncrement() % 256 + ".";

  private TestNamespaces() {}

  /** Returns whether this user can make them on this machine. */
  public static synchronized boolean arePossible() {
    String probe = "cvt-probe-" + ProcessHandle.current().pid();
    try {
      return Files.isDirectory(Path.of("/proc/self/ns"))
          && (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0
          && runs("ip", "netns", "add", probe)
          && runs("ip", "netns", "del", probe);
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes some, with addresses of one subnet; this process has .254. */
  public static TestNamespaces make(int count) throws IOException {
    TestNamespaces made = new TestNamespaces();
    try {
      made.addBridge();
      for (int i = 0; i < count; i++) {
        made.add(i);
      }
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  private void addBridge() throws IOException {
    run("ip", "link", "add", bridge(), "type", "bridge");
    run("ip", "addr", "add", subnet + "254/24", "dev", bridge());
    run("ip", "link", "set", bridge(), "up");
  }

  private void add(int i) throws IOException {
    run("ip", "netns", "add", name(i));
    names.add(name(i));
    run("ip", "link", "add", cable(i), "type", "veth", "peer", "name", "eth0", "netns", name(i));
    run("ip", "link", "set", cable(i), "master", bridge(), "up");
    run("ip", "-n", name(i), "addr", "add", address(i) + "/24", "dev", "eth0");
    run("ip", "-n", name(i), "link", "set", "eth0", "up");
    run("ip", "-n", name(i), "link", "set", "lo", "up");
  }

  /** Returns the address of one. */
  public String address(int i) {
    return subnet + (i + 1);
  }

  /** Returns the prefix of a command that runs in one. */
  public List<String> prefix(int i) {
    return List.of("ip", "netns", "exec", name(i));
  }

  /**
   * Cuts the network between those before {@code first} and the others; this process still reaches
   * all of them.
   */
  public void cut(int first) throws IOException {
    for (int i = 0; i < names.size(); i++) {
      for (int other = 0; other < names.size(); other++) {
        if ((i < first) != (other < first)) {
          run("ip", "-n", name(i), "route", "add", "blackhole", address(other) + "/32");
        }
      }
    }
  }

  /** Undoes {@link #cut}. */
  public void mend(int first) throws IOException {
    for (int i = 0; i < names.size(); i++) {
      for (int other = 0; other < names.size(); other++) {
        if ((i < first) != (other < first)) {
          run("ip", "-n", name(i), "route", "del", "blackhole", address(other) + "/32");
        }
      }
    }
  }

  @Override
  public void close() {
    Collections.reverse(names);
    names.forEach(name -> quietly("ip", "netns", "del", name));
    quietly("ip", "link", "del", bridge());
  }

  private String bridge() {
    return tag + "-b";
  }

  private String name(int i) {
    return tag + "-n" + i;
  }

  private String cable(int i) {
    return tag + "-c" + i;
  }

  private static void quietly(String... command) {
    try {
      runs(command);
    } catch (IOException e) {
      // It did not exist.
    }
  }

  private static void run(String... command) throws IOException {
    if (!runs(command)) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }

  private static boolean runs(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
