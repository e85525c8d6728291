package covey.node.compare;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Linux network namespaces as hosts. Each has one link to the others, shaped by the kernel (tc,
 * tbf), and a second link to this process only, so that API calls cost no bandwidth. Needs root.
 */
final class NetnsHosts implements TestHosts {
  /** The largest number of hosts: the addresses of a /24 network without this process's own. */
  static final int MOST = 250;

  private static final int COMMAND_SECONDS = 10;

  /**
   * The size of an Ethernet frame; it carries {@link #PAYLOAD_BYTES} of a TCP stream with RFC 7323
   * timestamps.
   */
  private static final int FRAME_BYTES = 1_514;

  private static final int PAYLOAD_BYTES = 1_448;
  private static final int BURST_KB = 32;
  private static final int QUEUE_MILLIS = 100;

  private final List<String> names = new ArrayList<>();
  private final String tag = "cvc" + Integer.toHexString(new Random().nextInt(1 << 16));
  private final int subnet = new Random().nextInt(256);
  private final double latencySeconds;

  private NetnsHosts(double latencySeconds) {
    this.latencySeconds = latencySeconds;
  }

  /**
   * Makes {@code count} hosts, {@code latencySeconds} apart from each other. Throws an IOException
   * with a one-line message if this system or user cannot have them.
   */
  static NetnsHosts make(int count, double latencySeconds) throws IOException {
    requireRoot();
    NetnsHosts made = new NetnsHosts(latencySeconds);
    try {
      made.bridge("d", 212);
      made.bridge("c", 214);
      for (int i = 0; i < count; i++) {
        made.add(i);
      }
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  /**
   * Throws an IOException with a one-line message if this system or user cannot have namespaces.
   */
  static void requireRoot() throws IOException {
    boolean root =
        Files.isDirectory(Path.of("/proc/self/ns"))
            && (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    if (!root) {
      throw new IOException("--hosts netns creates network namespaces, which needs Linux and root");
    }
    try {
      if (!runs("tc", "-V") || !runs("ip", "-V")) {
        throw new IOException("ip or tc does not work");
      }
    } catch (IOException e) {
      throw new IOException("--hosts netns needs ip and tc (package iproute2)", e);
    }
  }

  @Override
  public TestHost at(int number) {
    return new TestHost(
        HostAndPort.fromParts(data(number), 0),
        HostAndPort.fromParts(control(number), 0),
        List.of("ip", "netns", "exec", name(number)),
        List.of("--open"));
  }

  @Override
  public boolean shape(int number, long upBytesPerSecond, long downBytesPerSecond)
      throws IOException {
    runs("tc", "-n", name(number), "qdisc", "del", "dev", "eth0", "root");
    runs("tc", "qdisc", "del", "dev", port(number), "root");
    if (latencySeconds > 0) {
      delay(number);
    }
    if (upBytesPerSecond > 0) {
      List<String> command =
          new ArrayList<>(List.of("tc", "-n", name(number), "qdisc", "add", "dev", "eth0"));
      command.addAll(latencySeconds > 0 ? List.of("parent", "1:1") : List.of("root"));
      command.addAll(tokens(upBytesPerSecond));
      run(command.toArray(String[]::new));
    }
    if (downBytesPerSecond > 0) {
      List<String> command =
          new ArrayList<>(List.of("tc", "qdisc", "add", "dev", port(number), "root"));
      command.addAll(tokens(downBytesPerSecond));
      run(command.toArray(String[]::new));
    }
    return true;
  }

  private void delay(int number) throws IOException {
    String delay = String.format(Locale.ROOT, "%.3fms", latencySeconds * 1e3);
    String[] command = {
      "tc",
      "-n",
      name(number),
      "qdisc",
      "add",
      "dev",
      "eth0",
      "root",
      "handle",
      "1:",
      "netem",
      "delay",
      delay,
      "limit",
      "100000"
    };
    if (!runs(command)) {
      throw new IOException("--latency needs netem, which this kernel does not have");
    }
  }

  /** The kernel counts whole frames, so their payload has the given rate. */
  private static List<String> tokens(long bytesPerSecond) {
    return List.of(
        "tbf",
        "rate",
        bytesPerSecond * 8 * FRAME_BYTES / PAYLOAD_BYTES + "bit",
        "burst",
        BURST_KB + "kb",
        "latency",
        QUEUE_MILLIS + "ms");
  }

  @Override
  public void cut(int first) throws IOException {
    between(first, "add");
  }

  @Override
  public void mend(int first) throws IOException {
    between(first, "del");
  }

  private void between(int first, String verb) throws IOException {
    for (int i = 0; i < names.size(); i++) {
      for (int other = 0; other < names.size(); other++) {
        if ((i < first) != (other < first)) {
          run("ip", "-n", name(i), "route", verb, "blackhole", data(other) + "/32");
        }
      }
    }
  }

  @Override
  public synchronized void close() {
    // Links first: unsent data of a killed process would keep its namespace alive for minutes.
    for (int i = names.size() - 1; i >= 0; i--) {
      quietly("ip", "link", "del", tag + "d" + i);
      quietly("ip", "link", "del", tag + "c" + i);
      quietly("ip", "netns", "del", name(i));
    }
    names.clear();
    quietly("ip", "link", "del", tag + "d");
    quietly("ip", "link", "del", tag + "c");
  }

  private void bridge(String kind, int net) throws IOException {
    run("ip", "link", "add", tag + kind, "type", "bridge");
    run("ip", "addr", "add", address(net, MOST) + "/24", "dev", tag + kind);
    run("ip", "link", "set", tag + kind, "up");
  }

  private synchronized void add(int i) throws IOException {
    run("ip", "netns", "add", name(i));
    names.add(name(i));
    link(i, "d", "eth0", data(i));
    link(i, "c", "eth1", control(i));
    run("ip", "-n", name(i), "link", "set", "lo", "up");
  }

  private void link(int i, String kind, String inside, String address) throws IOException {
    String outside = tag + kind + i;
    run("ip", "link", "add", outside, "type", "veth", "peer", "name", inside, "netns", name(i));
    run("ip", "link", "set", outside, "master", tag + kind, "up");
    run("ip", "-n", name(i), "addr", "add", address + "/24", "dev", inside);
    run("ip", "-n", name(i), "link", "set", inside, "up");
  }

  private String name(int i) {
    return tag + "-" + i;
  }

  private String port(int i) {
    return tag + "d" + i;
  }

  private String data(int i) {
    return address(212, i);
  }

  private String control(int i) {
    return address(214, i);
  }

  private String address(int net, int host) {
    return "10.%d.%d.%d".formatted(net, subnet, host + 1);
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
      return process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
