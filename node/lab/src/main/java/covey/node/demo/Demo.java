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
 * Runs a folder through every mode with real processes on this machine and measures each.
 *
 * <p>Used by one thread; {@link #close} may come from another, at any time: it leaves no process
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

  /** Makes the folder in which everything happens. */
  public Demo(DemoSettings settings, Watcher watcher) throws IOException {
    this.settings = settings;
    this.watcher = watcher;
    this.shared = settings.path();
    // The real path: nodes and commands compare it with what the system says.
    this.home = Files.createTempDirectory("covey-demo-").toRealPath();
  }

  /**
   * From here on shares a copy of the folder, without the links that lead out of it; returns in one
   * line what that changed.
   */
  public String stage() throws IOException {
    Path copy = home.resolve(settings.path().getFileName());
    StagedCopy.Changes changes = StagedCopy.make(settings.path(), copy, this::copyOne);
    shared = copy;
    return String.format(
        Locale.ROOT,
        "sharing a copy of %s; of its links that lead out, %d became files and %d are left out",
        settings.path(),
        changes.replaced(),
        changes.leftOut());
  }

  /** Where everything happens. */
  public Path home() {
    return home;
  }

  /** Runs one mode: central, tracker or p2p; an IOException says what differed or did not end. */
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

  /** Unless {@link #close} has been here, which deletes everything. */
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
            NodeProblem.Kind.TIMED_OUT, mode + ": not done after " + LIMIT.toMinutes() + " min");
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
            NodeProblem.Kind.TIMED_OUT, "central: the origin did not get all of the share");
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

  /** One file or folder at a time, so that {@link #close} finds no copying going on. */
  private void copyOne(Path from, Path to) throws IOException {
    synchronized (spawned) {
      if (closed) {
        throw new IOException("the demonstration was ended");
      }
      Files.copy(from, to);
    }
  }

  private static String origin(Path folder) {
    return folder.resolve("origin").toString();
  }

  /** Ends every process and removes every folder, whatever is going on. Idempotent. */
  @Override
  public void close() throws IOException {
    synchronized (spawned) {
      closed = true;
      spawned.close();
      // Still locked: of two that delete the same folder, each trips over the other.
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

  /** Is told how far a mode is. */
  public interface Watcher {
    /** All nodes together have {@code haveBytes} of {@code allBytes}. */
    void progress(String mode, long haveBytes, long allBytes);
  }
}
