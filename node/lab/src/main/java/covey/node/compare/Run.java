package covey.node.compare;

import covey.node.runtime.NodeProblem;
import covey.node.runtime.ShareStatus;
import covey.node.theory.Bounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run, in which the first nodes of a test bed fetch a share. Used once, by one thread. */
final class Run {
  private static final long POLL_MILLIS = 10;
  private static final long POLL_PROCESSES_MILLIS = 50;
  private static final double MOST_POINTS = 200;

  /** The run ends if no node has received anything new for this long. */
  private static final double STALLED_SECONDS = 12;

  private final Testbed testbed;
  private final Which which;
  private final Watcher watcher;
  private final List<LabNode> nodes;
  private final List<NodeProgress> downloads;
  private final List<RunResult.Progress> progress = new ArrayList<>();
  private final @Nullable FaultInjector fault;
  private final UploadDelta publisher;
  private final OverheadDelta overhead;
  private final double boundSeconds;
  private double lastNewSeconds;
  private long haveBytes;
  private boolean faultIsOver;

  /** Identifies a run. */
  record Which(int nodes, int repeat, Optional<Failure> failure) {}

  /** Observes the progress of a run. */
  interface Watcher {
    void progress(long haveBytes, long allBytes);
  }

  Run(Testbed testbed, Which which, LinkRates links, Watcher watcher) {
    this.testbed = testbed;
    this.which = which;
    this.watcher = watcher;
    nodes = testbed.nodes().subList(0, which.nodes());
    downloads = Stream.generate(NodeProgress::new).limit(which.nodes()).toList();
    fault = which.failure().map(failure -> new FaultInjector(failure, testbed)).orElse(null);
    faultIsOver = fault == null;
    publisher = new UploadDelta(testbed.publisher(), testbed.share().id());
    overhead = new OverheadDelta(testbed.participants(which.nodes()));
    boundSeconds = boundSeconds(testbed.mode(), testbed.share().sizeBytes(), which.nodes(), links);
  }

  RunResult measure() throws IOException, NodeProblem, InterruptedException {
    ProcessUsage before = testbed.usage();
    long begun = System.nanoTime();
    String link = testbed.share().link();
    NodeBroadcast.send(nodes, "a node did not start to fetch", node -> node.get(link));
    double now = 0;
    while (!isOver(now)) {
      Thread.sleep(pollMillis());
      now = (System.nanoTime() - begun) / 1e9;
      poll(now);
      injectFault(now);
    }
    for (NodeProgress download : downloads) {
      download.end(now);
    }
    if (fault != null) {
      fault.end();
    }
    return result(before, testbed.usage());
  }

  private long pollMillis() {
    boolean direct = nodes.stream().allMatch(ThreadNode.class::isInstance);
    return direct ? POLL_MILLIS : POLL_PROCESSES_MILLIS;
  }

  private boolean isOver(double now) {
    if (downloads.stream().allMatch(NodeProgress::isOver)) {
      return true;
    }
    boolean undoing = fault != null && fault.isBeingUndone();
    return !undoing && now - lastNewSeconds > STALLED_SECONDS;
  }

  private void poll(double now) throws InterruptedException {
    List<Integer> waiting =
        IntStream.range(0, nodes.size()).filter(i -> !downloads.get(i).isOver()).boxed().toList();
    List<LabNode> asked = waiting.stream().map(nodes::get).toList();
    List<Optional<ShareStatus>> seen = StatusPoll.of(asked, testbed.share().id());
    for (int i = 0; i < waiting.size(); i++) {
      NodeProgress download = downloads.get(waiting.get(i));
      seen.get(i).ifPresent(share -> download.update(now, share));
    }
    long have = sum(ShareStatus::haveBytes);
    if (have > haveBytes || (fault != null && fault.isBeingUndone())) {
      lastNewSeconds = now;
    }
    haveBytes = have;
    double sinceLast = progress.isEmpty() ? now : now - progress.getLast().seconds();
    if (sinceLast >= boundSeconds / MOST_POINTS
        || downloads.stream().allMatch(NodeProgress::isOver)) {
      publisher.update();
      progress.add(new RunResult.Progress(now, have, completed()));
      watcher.progress(have, testbed.share().sizeBytes() * nodes.size());
    }
  }

  private void injectFault(double now) throws IOException, NodeProblem, InterruptedException {
    if (faultIsOver || fault == null) {
      return;
    }
    long size = testbed.share().sizeBytes();
    double part = haveBytes / (double) (size * nodes.size());
    double copies = sourceBytes() / (double) size;
    if (fault.isDue(part, copies)) {
      overhead.update();
      boolean forGood = fault.inject(now) && which.failure().orElseThrow().back().isEmpty();
      if (forGood) {
        fault.victims().forEach(this::lose);
      }
      faultIsOver = true;
    }
  }

  private void lose(int victim) {
    downloads.get(victim).lose();
    overhead.lose(nodes.get(victim));
  }

  private int completed() {
    return (int) downloads.stream().filter(download -> download.seconds() != null).count();
  }

  private long serverBytes() {
    return sum(ShareStatus::originBytes);
  }

  /** The sum of a figure over all downloads. */
  private long sum(ToLongFunction<ShareStatus> figure) {
    return downloads.stream().mapToLong(download -> download.last(figure)).sum();
  }

  private long sourceBytes() {
    return testbed.mode().equals("central") ? serverBytes() : publisher.bytes();
  }

  /** Returns the least time in which {@code bytes} can reach {@code nodes} nodes. */
  static double boundSeconds(String mode, long bytes, int nodes, LinkRates links) {
    double server = links.serverUpBytesPerSecond();
    double down = (double) links.downBytesPerSecond();
    return mode.equals("central")
        ? Bounds.clientServerSeconds(bytes, nodes, server, down)
        : Bounds.peerToPeerSeconds(bytes, nodes, links.uplinks(nodes), down);
  }

  private RunResult result(@Nullable ProcessUsage before, @Nullable ProcessUsage after) {
    publisher.update();
    overhead.update();
    return new RunResult(
        setup(),
        completion(),
        traffic(),
        downloads.stream().mapToDouble(NodeProgress::longestGapSeconds).max().orElse(0),
        cost(before, after),
        downloads.stream().map(NodeProgress::result).toList(),
        progress);
  }

  private RunResult.Setup setup() {
    return new RunResult.Setup(
        testbed.mode(),
        which.nodes(),
        which.repeat(),
        which.failure().map(Failure::text).orElse(""),
        fault == null ? null : fault.happenedSeconds());
  }

  private RunResult.Completion completion() {
    List<Double> done = downloads.stream().flatMap(t -> Stream.ofNullable(t.seconds())).toList();
    List<Double> first =
        downloads.stream().flatMap(t -> Stream.ofNullable(t.firstByteSeconds())).toList();
    boolean none = done.isEmpty();
    return new RunResult.Completion(
        none ? null : Collections.max(done),
        none ? null : done.stream().mapToDouble(x -> x).average().orElseThrow(),
        first.size() < downloads.size() ? null : Collections.max(first),
        boundSeconds,
        done.size());
  }

  private RunResult.Traffic traffic() {
    long received = sum(ShareStatus::downloadedBytes);
    return new RunResult.Traffic(
        serverBytes(),
        publisher.bytes(),
        Math.max(0, received - serverBytes() - publisher.bytes()),
        sourceBytes() / (double) testbed.share().sizeBytes(),
        sum(ShareStatus::duplicateBytes),
        sum(ShareStatus::rejectedBytes));
  }

  private RunResult.Cost cost(@Nullable ProcessUsage before, @Nullable ProcessUsage after) {
    boolean whole = testbed.isWhole();
    return new RunResult.Cost(
        before == null || after == null
            ? null
            : Math.max(0, after.cpuSeconds() - before.cpuSeconds()),
        after == null ? null : after.residentBytes(),
        whole ? overhead.controlBytes() : null,
        whole ? overhead.directoryRequests() : null,
        whole ? overhead.refusals() : null);
  }
}
