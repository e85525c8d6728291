package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.OrderVerb;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory hosted elsewhere, by trackers or by members: a connection to the first host of an
 * {@link EndpointList} that answers.
 *
 * <p>Opens the connection at once, pipelines requests and watches the connection with pings. When
 * it breaks or the host stays silent, connects to the next host, with exponential back-off after
 * failures. Retries a request on another host if the connection breaks; every verb may be repeated.
 * {@link ClientPolicy} holds the differences between trackers and members. Thread-safe.
 */
public final class DirectoryClient implements Directory, HedgedRequests.Elsewhere {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryClient.class);
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
  private static final Duration PING_AFTER = Duration.ofMillis(900);
  private static final long FIRST_BACKOFF_MILLIS = 250;
  private static final long MOST_BACKOFF_MILLIS = 1_000;
  private static final int MOST_DIALLED = 8;

  private final EndpointList endpoints;
  private final LocalNode local;
  private final ClientPolicy policy;
  private final Listener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable TrackerLink> link = new AtomicReference<>();
  private final HedgedRequests hedge = new HedgedRequests(this);
  private final SpareLink spare = new SpareLink(this::dialOther);
  private final DeploymentPoll deployment = new DeploymentPoll(this::described);
  private final long startedNanos = System.nanoTime();
  private volatile long connectedNanos = startedNanos;
  private volatile @Nullable TrackerLink lastLink;
  // The fields below are guarded by this.
  private int failures;
  private long notBeforeNanos = startedNanos;
  private String problem = "no host of the directory was asked yet";

  /** Receives events of the host in use; must not block. */
  public interface Listener {
    /**
     * Called after connecting to another host, or again to the same one. The host may know nothing
     * about this node.
     */
    default void connected() {}

    /** Called with a tracker's description of the deployment, on connecting and every 10 s. */
    default void described(DirectoryAnswer.Described deployment) {}

    /** Called when a node that cannot dial this one asks this one to dial it. */
    default void dialBack(Message.DialBack wish) {}
  }

  /**
   * Connects to the first of {@code trackers} (at least one) that answers; does not wait for the
   * connection.
   */
  public DirectoryClient(List<HostAndPort> trackers, LocalNode local) {
    this(trackers, local, new Listener() {});
  }

  /** Like {@link #DirectoryClient(List, LocalNode)}, with a listener. */
  public DirectoryClient(List<HostAndPort> trackers, LocalNode local, Listener listener) {
    this(EndpointList.trackers(trackers), local, ClientPolicy.trackers(trackers.size()), listener);
  }

  DirectoryClient(EndpointList endpoints, LocalNode local, ClientPolicy policy, Listener listener) {
    this.endpoints = endpoints;
    this.local = local;
    this.policy = policy;
    this.listener = listener;
    Thread.ofVirtual().name(policy.host() + "-watch").start(this::watch);
  }

  /** Returns the time since a host was last heard, or since the start if none was heard. */
  public Duration silence() {
    TrackerLink last = lastLink;
    return Duration.ofNanos(System.nanoTime() - (last == null ? startedNanos : last.heardNanos()));
  }

  /** Returns the host in use; empty if not connected. */
  public Optional<HostAndPort> host() {
    return current().map(TrackerLink::tracker);
  }

  /**
   * Returns the time since this client was last connected, or since the start; zero while
   * connected.
   */
  Duration adrift() {
    return host().isPresent()
        ? Duration.ZERO
        : Duration.ofNanos(System.nanoTime() - connectedNanos);
  }

  /** Returns the endpoints, in the order in which they are tried. */
  List<HostAndPort> endpoints() {
    return endpoints.inOrder();
  }

  /** Replaces the endpoints; keeps the connection in use. */
  synchronized void renew(Collection<HostAndPort> hosts) {
    endpoints.replace(hosts);
    notBeforeNanos = System.nanoTime();
  }

  /** Switches to another host if it answers; returns false if it does not. */
  boolean moveTo(HostAndPort host) {
    try {
      use(dial(host));
      return true;
    } catch (IOException e) {
      LOG.debug("stays connected to the same host: {}", e.getMessage());
      return false;
    }
  }

  /**
   * Connects if not connected; throws IOException with a message for the user if no host answers.
   */
  void reach() throws IOException {
    connected();
  }

  @Override
  public DirectoryAnswer ask(DirectoryVerb verb) throws DirectoryException {
    DirectoryException last = null;
    for (int attempt = 0; attempt < policy.attempts(); attempt++) {
      try {
        TrackerLink used = connected();
        try {
          DirectoryAnswer answer = policy.amongMembers() ? hedge.ask(used, verb) : used.ask(verb);
          if (!isNoHost(verb, answer)) {
            return answer;
          }
          last = new DirectoryException(used.tracker() + " is no longer a member");
        } catch (TrackerLink.BrokenException e) {
          last = new DirectoryException(policy.host() + " " + e.getMessage(), e);
        }
        leave(used);
      } catch (IOException e) {
        throw new DirectoryException(String.valueOf(e.getMessage()), e);
      }
    }
    throw last == null ? new DirectoryException("no " + policy.host() + " answers") : last;
  }

  private boolean isNoHost(DirectoryVerb verb, DirectoryAnswer answer) {
    return policy.amongMembers()
        && answer instanceof DirectoryAnswer.Failed failed
        && failed.code() == DirectoryAnswer.FailureCode.NOT_ALLOWED
        && !(verb instanceof OrderVerb);
  }

  @Override
  public void close() {
    closed.countDown();
    TrackerLink last = link.getAndSet(null);
    if (last != null) {
      last.leave();
    }
    spare.close();
  }

  @Override
  public TrackerLink instead(TrackerLink first) throws IOException {
    return spare.beside(first);
  }

  private TrackerLink dialOther(TrackerLink first) throws IOException {
    List<HostAndPort> others = new ArrayList<>(endpoints());
    others.remove(first.tracker());
    return dialFirstOf(others.subList(0, Math.min(others.size(), MOST_DIALLED)));
  }

  @Override
  public void silent(TrackerLink first, TrackerLink second) {
    if (second.isOpen() && link.compareAndSet(first, second)) {
      spare.release(second);
      LOG.debug("{} is silent, {} answers in its place", first.tracker(), second.tracker());
      leave(first);
      inUse(second);
    }
  }

  private Optional<TrackerLink> current() {
    return Optional.ofNullable(link.get()).filter(TrackerLink::isOpen);
  }

  private TrackerLink dial(HostAndPort host) throws IOException {
    return TrackerLink.open(
        host, policy.dialTimeout(), local, policy.answerTimeout(), listener::dialBack);
  }

  /** Handles the failure of the host in use. */
  private void leave(TrackerLink failed) {
    failed.close();
    endpoints.failed(failed.tracker());
  }

  /** Returns the open link, or opens one; throws IOException at once during the back-off. */
  private synchronized TrackerLink connected() throws IOException {
    Optional<TrackerLink> present = current();
    if (present.isPresent()) {
      return present.get();
    }
    if (closed.getCount() == 0) {
      throw new IOException("this node no longer uses the " + policy.host());
    }
    TrackerLink broken = link.get();
    if (broken != null) {
      leave(broken);
    }
    if (System.nanoTime() - notBeforeNanos < 0) {
      throw new IOException(problem);
    }
    List<HostAndPort> tried = endpoints().stream().limit(MOST_DIALLED).toList();
    try {
      TrackerLink fresh = dialFirstOf(tried);
      endpoints.unreached(tried.subList(0, tried.indexOf(fresh.tracker())));
      failures = 0;
      use(fresh);
      return fresh;
    } catch (IOException e) {
      problem = String.valueOf(e.getMessage());
      endpoints.unreached(tried);
      backOff();
      throw new IOException(problem, e);
    }
  }

  private void backOff() {
    long millis = Math.min(MOST_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS << Math.min(failures, 10));
    failures++;
    // Half of the pause is random, so that the nodes of a deployment do not all return at once.
    long jittered = millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
    notBeforeNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(jittered);
  }

  private TrackerLink dialFirstOf(List<HostAndPort> candidates) throws IOException {
    if (candidates.isEmpty()) {
      throw new IOException("no other " + policy.host() + " is known");
    }
    return new StaggeredDial(policy.host(), this::dial).run(candidates);
  }

  private void use(TrackerLink fresh) {
    TrackerLink former = link.getAndSet(fresh);
    if (former != null) {
      former.leave();
    }
    inUse(fresh);
  }

  private void inUse(TrackerLink fresh) {
    lastLink = fresh;
    connectedNanos = System.nanoTime();
    // If this client was closed in the meantime, nothing else closes the new link.
    if (closed.getCount() == 0) {
      fresh.leave();
    } else {
      listener.connected();
    }
  }

  /** Keeps a link open and notices when it stops answering. */
  private void watch() {
    try {
      do {
        look();
      } while (!closed.await(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    spare.closeIfIdle();
    try {
      if (!policy.amongMembers()) {
        current().ifPresent(TrackerLink::closeIfSilent);
      }
      TrackerLink used = connected();
      connectedNanos = System.nanoTime();
      if (!used.heardWithin(PING_AFTER)) {
        // On its own thread, because it blocks while the host reads nothing.
        Thread.ofVirtual().name(policy.host() + "-ping").start(() -> ping(used));
      }
      if (!policy.amongMembers()) {
        deployment.poll(used);
      }
    } catch (IOException e) {
      LOG.debug("{}", e.getMessage());
    }
  }

  private void described(DirectoryAnswer.Described deployment) {
    endpoints.learn(deployment.hosts());
    listener.described(deployment);
  }

  private static void ping(TrackerLink used) {
    try {
      used.ping();
    } catch (IOException e) {
      LOG.debug("{}", e.getMessage());
    }
  }
}
