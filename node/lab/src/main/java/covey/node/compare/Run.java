package covey.node.compare;

import covey.node.runtime.NodeProblem;
import covey.node.runtime.ShareStatus;
import covey.node.theory.Bounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run on a site: its first so many nodes fetch. Used once, by one thread. */
final class Run {
  private static final long POLL_MILLIS = 10;
  private static final long POLL_PROCESSES_MILLIS = 50;
  private static final double MOST_POINTS = 200;

  /** With nothing new anywhere for so long, nothing more is to come. */
  private static final double STALLED_SECONDS = 12;

  private final Site site;
  private final Which which;
  private final LinkRates links;
  private final Watcher watcher;
  private final List<LabNode> nodes;
  private final List<Track> tracks;
  private final List<RunResult.Progress> progress = new ArrayList<>();
  private final @Nullable Trouble trouble;
  private final Sent publisher;
  private final Spent spent;
  private final double boundSeconds;
  private double lastNewSeconds;
  private long haveBytes;
  private boolean troubleIsOver;

  /** Which run it is. */
  record Which(int nodes, int repeat, Optional<Failure> failure) {}

  /** Is told how far a run is. */
  interface Watcher {
    void progress(long haveBytes, long allBytes);
  }

  Run(Site site, Which which, LinkRates links, Watcher watcher) {
    this.site = site;
    this.which = which;
    this.links = links;
    this.watcher = watcher;
    nodes = site.nodes().subList(0, which.nodes());
    tracks = Stream.generate(Track::new).limit(which.nodes()).toList();
    trouble = which.failure().map(failure -> new Trouble(failure, site)).orElse(null);
    troubleIsOver = trouble == null;
    publisher = new Sent(site.publisher(), site.share().id());
    spent = new Spent(site.participants(which.nodes()));
    boundSeconds = boundSeconds();
  }

  RunResult measure() throws IOException, NodeProblem, InterruptedException {
    Usage before = site.usage();
    long begun = System.nanoTime();
    String link = site.share().link();
    AtOnce.tell(nodes, "a node did not begin to fetch", node -> node.get(link));
    double now = 0;
    while (!isOver(now)) {
      Thread.sleep(pollMillis());
      now = (System.nanoTime() - begun) / 1e9;
      look(now);
      strike(now);
    }
    for (Track track : tracks) {
      track.end(now);
    }
    if (trouble != null) {
      trouble.end();
    }
    return result(before, site.usage());
  }

  private long pollMillis() {
    boolean direct = nodes.stream().allMatch(ThreadNode.class::isInstance);
    return direct ? POLL_MILLIS : POLL_PROCESSES_MILLIS;
  }

  private boolean isOver(double now) {
    if (tracks.stream().allMatch(Track::isOver)) {
      return true;
    }
    boolean mending = trouble != null && trouble.isMending();
    return !mending && now - lastNewSeconds > STALLED_SECONDS;
  }

  private void look(double now) throws InterruptedException {
    List<Integer> waiting =
        IntStream.range(0, nodes.size()).filter(i -> !tracks.get(i).isOver()).boxed().toList();
    List<LabNode> asked = waiting.stream().map(nodes::get).toList();
    List<Optional<ShareStatus>> seen = Glance.at(asked, site.share().id());
    for (int i = 0; i < waiting.size(); i++) {
      Track track = tracks.get(waiting.get(i));
      seen.get(i).ifPresent(share -> track.see(now, share));
    }
    long have = tracks.stream().mapToLong(Track::haveBytes).sum();
    if (have > haveBytes || (trouble != null && trouble.isMending())) {
      lastNewSeconds = now;
    }
    haveBytes = have;
    double sinceLast = progress.isEmpty() ? now : now - progress.getLast().seconds();
    if (sinceLast >= boundSeconds / MOST_POINTS || tracks.stream().allMatch(Track::isOver)) {
      publisher.look();
      progress.add(new RunResult.Progress(now, have, completed()));
      watcher.progress(have, site.share().sizeBytes() * nodes.size());
    }
  }

  private void strike(double now) throws IOException, NodeProblem, InterruptedException {
    if (troubleIsOver || trouble == null) {
      return;
    }
    long size = site.share().sizeBytes();
    double part = haveBytes / (double) (size * nodes.size());
    double copies = sourceBytes() / (double) size;
    if (trouble.isDue(part, copies)) {
      spent.look();
      boolean forGood = trouble.happen(now) && which.failure().orElseThrow().back().isEmpty();
      if (forGood) {
        trouble.victims().forEach(this::lose);
      }
      troubleIsOver = true;
    }
  }

  private void lose(int victim) {
    tracks.get(victim).lose();
    spent.lose(nodes.get(victim));
  }

  private int completed() {
    return (int) tracks.stream().filter(track -> track.seconds() != null).count();
  }

  private long serverBytes() {
    return tracks.stream().mapToLong(Track::originBytes).sum();
  }

  private long sourceBytes() {
    return site.mode().equals("central") ? serverBytes() : publisher.bytes();
  }

  private double boundSeconds() {
    return boundSeconds(site.mode(), site.share().sizeBytes(), which.nodes(), links);
  }

  /** The shortest time in which so many bytes can reach so many nodes. */
  static double boundSeconds(String mode, long bytes, int nodes, LinkRates links) {
    double server = links.serverUpBytesPerSecond();
    double down = (double) links.downBytesPerSecond();
    return mode.equals("central")
        ? Bounds.clientServerSeconds(bytes, nodes, server, down)
        : Bounds.peerToPeerSeconds(bytes, nodes, links.uplinks(nodes), down);
  }

  private RunResult result(@Nullable Usage before, @Nullable Usage after) {
    publisher.look();
    spent.look();
    return new RunResult(
        setup(),
        completion(),
        traffic(),
        tracks.stream().mapToDouble(Track::longestGapSeconds).max().orElse(0),
        cost(before, after),
        tracks.stream().map(Track::result).toList(),
        progress);
  }

  private RunResult.Setup setup() {
    return new RunResult.Setup(
        site.mode(),
        which.nodes(),
        which.repeat(),
        which.failure().map(Failure::text).orElse(""),
        trouble == null ? null : trouble.happenedSeconds());
  }

  private RunResult.Completion completion() {
    List<Double> done = tracks.stream().flatMap(t -> Stream.ofNullable(t.seconds())).toList();
    List<Double> first =
        tracks.stream().flatMap(t -> Stream.ofNullable(t.firstByteSeconds())).toList();
    boolean none = done.isEmpty();
    return new RunResult.Completion(
        none ? null : Collections.max(done),
        none ? null : done.stream().mapToDouble(x -> x).average().orElseThrow(),
        first.size() < tracks.size() ? null : Collections.max(first),
        boundSeconds,
        done.size());
  }

  private RunResult.Traffic traffic() {
    long received = tracks.stream().mapToLong(Track::downloadedBytes).sum();
    return new RunResult.Traffic(
        serverBytes(),
        publisher.bytes(),
        Math.max(0, received - serverBytes() - publisher.bytes()),
        sourceBytes() / (double) site.share().sizeBytes(),
        tracks.stream().mapToLong(Track::duplicateBytes).sum(),
        tracks.stream().mapToLong(Track::rejectedBytes).sum());
  }

  private RunResult.Cost cost(@Nullable Usage before, @Nullable Usage after) {
    boolean whole = site.isWhole();
    return new RunResult.Cost(
        before == null || after == null
            ? null
            : Math.max(0, after.cpuSeconds() - before.cpuSeconds()),
        after == null ? null : after.residentBytes(),
        whole ? spent.controlBytes() : null,
        whole ? spent.directoryRequests() : null,
        whole ? spent.refusals() : null);
  }
}
