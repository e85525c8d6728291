package covey.node.demo;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import covey.node.client.GetOrder;
import covey.node.client.NodeClient;
import covey.node.process.CoveyProcess;
import covey.node.process.ProcessGroup;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.ShareStatus;
import covey.node.theory.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Distributes a folder in every mode with real processes on this machine, and measures each.
 *
 * <p>Used by one thread; {@link #close} may be called by another at any time and leaves no process
 * and no folder behind.
 */
public final class Demo implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 50;

  private final DemoSettings settings;
  private final Watcher watcher;
  private final Path home;
  private Path shared;
  private final List<CoveyProcess> running = new CopyOnWriteArrayList<>();
  private final ProcessGroup spawned = new ProcessGroup();
  private boolean closed;

  /** Creates the demonstration and its working folder. */
  public Demo(DemoSettings settings, Watcher watcher) throws IOException {
    this.settings = settings;
    this.watcher = watcher;
    this.shared = settings.path();
    // The real path, since nodes and commands compare it with paths from the system.
    this.home = Files.createTempDirectory("covey-demo-").toRealPath();
  }

  /**
   * Shares a copy of the folder from now on, without symbolic links that lead out of it. Returns
   * the changes in one line.
   */
  public String stage() throws IOException {
    Path copy = home.resolve(settings.path().getFileName());
    StagedCopy.Changes changes = StagedCopy.make(settings.path(), copy, this::copyOne);
    shared = copy;
    return String.format(
        Locale.ROOT,
        "sharing a copy of %s; of the links that lead out of it, %d became files and %d were left"
            + " out",
        settings.path(),
        changes.replaced(),
        changes.leftOut());
  }

  /** The working folder. */
  public Path home() {
    return home;
  }

  /**
   * Runs one mode: central, tracker or p2p. Throws an IOException if a copy differs or a download
   * does not complete.
   */
  public DemoResult run(String mode) throws IOException, NodeProblem, InterruptedException {
    Path folder = home.resolve(mode);
    try {
      return measure(mode, folder);
    } finally {
      running.forEach(CoveyProcess::stop);
      running.forEach(CoveyProcess::close);
      running.clear();
      tidy(folder);
    }
  }

  /** Deletes the folder of a mode, unless {@link #close} has already deleted everything. */
  private void tidy(Path folder) throws IOException {
    synchronized (spawned) {
      if (!closed && !settings.keep()) {
        delete(folder);
      }
    }
  }

  private DemoResult measure(String mode, Path folder)
      throws IOException, NodeProblem, InterruptedException {
    List<String> network = new ArrayList<>(List.of("--mode", mode, "--multicast", "off"));
    CoveyProcess publisher;
    if (mode.equals("p2p")) {
      publisher = node(folder.resolve("publisher"), network).awaitReady();
      network.addAll(List.of("--join", publisher.listen().toString()));
    } else {
      CoveyProcess tracker =
          start(folder.resolve("tracker"), List.of("tracker", "--origin", origin(folder)));
      tracker.awaitReady().client().limit(settings.upBytesPerSecond(), null);
      network.addAll(List.of("--tracker", tracker.listen().toString()));
      publisher = node(folder.resolve("publisher"), network);
    }
    List<CoveyProcess> nodes = new ArrayList<>();
    for (int i = 1; i <= settings.nodes(); i++) {
      nodes.add(node(folder.resolve("node-" + i), network));
    }
    publisher.awaitReady();
    for (CoveyProcess node : nodes) {
      node.awaitReady().client().limit(settings.upBytesPerSecond(), null);
    }
    ShareStatus share = publisher.client().add(shared, null);
    if (mode.equals("central")) {
      awaitKept(publisher.client(), share.id());
    }
    // The upload to the origin is over: the publisher's link is free again.
    publisher.client().limit(settings.upBytesPerSecond(), null);
    return download(mode, share, nodes);
  }

  private DemoResult download(String mode, ShareStatus share, List<CoveyProcess> nodes)
      throws IOException, NodeProblem, InterruptedException {
    long start = System.nanoTime();
    for (CoveyProcess node : nodes) {
      node.client().get(GetOrder.all(share.link(), node.downloads()));
    }
    List<ShareStatus> done = awaitAll(mode, nodes, share);
    double seconds = (System.nanoTime() - start) / 1e9;
    for (ShareStatus got : done) {
      Optional<String> difference = FolderComparison.difference(shared, Path.of(got.path()));
      if (difference.isPresent()) {
        throw new IOException(mode + ": " + difference.get());
      }
    }
    long fromServer = done.stream().mapToLong(ShareStatus::originBytes).sum();
    long received = done.stream().mapToLong(ShareStatus::downloadedBytes).sum();
    return new DemoResult(
        mode, seconds, fromServer, received - fromServer, boundSeconds(mode, share.sizeBytes()));
  }

  private double boundSeconds(String mode, long bytes) {
    double up = settings.upBytesPerSecond();
    return mode.equals("central")
        ? Bounds.clientServerSeconds(bytes, settings.nodes(), up, 0)
        : Bounds.peerToPeerSeconds(bytes, settings.nodes(), new Bounds.Uplinks(up, up), 0);
  }

  private List<ShareStatus> awaitAll(String mode, List<CoveyProcess> nodes, ShareStatus share)
      throws IOException, NodeProblem, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      List<ShareStatus> states = new ArrayList<>();
      for (CoveyProcess node : nodes) {
        ShareStatus state = node.client().share(share.id());
        requireNotFailed(mode, state);
        states.add(state);
      }
      long have = states.stream().mapToLong(ShareStatus::haveBytes).sum();
      watcher.progress(mode, have, share.sizeBytes() * nodes.size());
      if (states.stream().allMatch(state -> state.state().equals("seeding"))) {
        return states;
      }
      if (System.nanoTime() > deadline) {
        throw new NodeProblem(
            NodeProblem.Kind.TIMED_OUT,
            mode + ": not complete after " + LIMIT.toMinutes() + " min");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static void awaitKept(NodeClient publisher, String id)
      throws IOException, NodeProblem, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      ShareStatus share = publisher.share(id);
      requireNotFailed("central", share);
      if (share.kept()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new NodeProblem(
            NodeProblem.Kind.TIMED_OUT, "central: the origin did not complete the share");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static void requireNotFailed(String mode, ShareStatus share) throws NodeProblem {
    if (share.state().equals("failed")) {
      throw new NodeProblem(NodeProblem.Kind.FAILED, mode + ": " + share.problem());
    }
  }

  private CoveyProcess node(Path folder, List<String> network) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("node"));
    arguments.addAll(network);
    arguments.addAll(List.of("--dir", folder.resolve("downloads").toString()));
    return start(folder, arguments);
  }

  private CoveyProcess start(Path folder, List<String> arguments) throws IOException {
    CoveyProcess process = CoveyProcess.start(CoveyProcess.Start.local(folder, arguments), spawned);
    running.add(process);
    return process;
  }

  /** Copies one file or folder under the lock, so that {@link #close} never runs during a copy. */
  private void copyOne(Path from, Path to) throws IOException {
    synchronized (spawned) {
      if (closed) {
        throw new IOException("the demonstration has ended");
      }
      Files.copy(from, to);
    }
  }

  private static String origin(Path folder) {
    return folder.resolve("origin").toString();
  }

  /** Ends every process and deletes every folder, at any time. Idempotent. */
  @Override
  public void close() throws IOException {
    synchronized (spawned) {
      closed = true;
      spawned.close();
      // Under the lock: two threads that delete the same folder would interfere.
      if (!settings.keep()) {
        delete(home);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** Observes the progress of a mode. */
  public interface Watcher {
    /** All nodes together have {@code haveBytes} of {@code allBytes}. */
    void progress(String mode, long haveBytes, long allBytes);
  }
}
