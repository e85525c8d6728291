package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.transfer.Connection;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.NodeRecord;
import covey.protocol.identity.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Finds peers for one download and opens the share on connections to them, as long as it fetches.
 */
final class PeerFinder implements Runnable {
  private static final int MOST_PROVIDERS = 200;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE_WITHOUT_PEERS = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE_WITH_PEERS = Duration.ofSeconds(1);
  private static final Duration PAUSE_WITH_PEERS = Duration.ofSeconds(10);

  /** How long to look for a share that no node announces before it counts as unknown. */
  private static final Duration UNKNOWN_AFTER = Duration.ofSeconds(10);

  private final LocalShare share;
  private final PeerFinders.Network network;
  private final Semaphore wake = new Semaphore(0);
  private final long sinceNanos = System.nanoTime();
  private volatile boolean now;
  private volatile boolean stopped;

  PeerFinder(LocalShare share, PeerFinders.Network network) {
    this.share = share;
    this.network = network;
  }

  /** Looks again soon. */
  void wake() {
    wake.release();
  }

  /** Looks again at once. */
  void lookNow() {
    now = true;
    wake.release();
  }

  /** Ends; another search may take its place. */
  void stop() {
    stopped = true;
    wake.release();
  }

  @Override
  public void run() {
    hints();
    Duration pause = FIRST_PAUSE;
    while (!stopped && share.fetches()) {
      boolean known = look();
      if (share.session().peers().serving() > 0) {
        share.waitFor(null);
        pause = pauseWithPeers();
      } else {
        if (!known) {
          giveUpIfUnknown();
        }
        pause = pauseWithoutPeers();
      }
      try {
        if (wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
          if (!now && !stopped) {
            Thread.sleep(FIRST_PAUSE); // peers that fail over and over must not make it spin
          }
          now = false;
          pause = FIRST_PAUSE;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Short at first, when peers or the directory may just be starting, then longer and longer. */
  private Duration pauseWithoutPeers() {
    return since(4, FIRST_PAUSE, LONGEST_PAUSE_WITHOUT_PEERS);
  }

  /**
   * As long as the search has lasted: a peer that started at the same moment, and was announced
   * just too late to be found, would otherwise be found only when the download is over.
   */
  private Duration pauseWithPeers() {
    return since(1, FIRST_PAUSE_WITH_PEERS, PAUSE_WITH_PEERS);
  }

  /** A part of the time since the search began, within limits. */
  private Duration since(int part, Duration least, Duration most) {
    long nanos = (System.nanoTime() - sinceNanos) / part;
    return Duration.ofNanos(Math.clamp(nanos, least.toNanos(), most.toNanos()));
  }

  private void hints() {
    for (HostAndPort peer : share.link().peers()) {
      Connection.THREADS
          .newThread(
              () ->
                  network
                      .connections()
                      .dial(peer)
                      .filter(c -> network.rules().mayAsk(c.node()))
                      .ifPresent(c -> c.open(share.session())))
          .start();
    }
  }

  /** Returns whether any node is known to have the share. */
  private boolean look() {
    try {
      DirectoryAnswer.LookedUp found =
          network.directory().lookup(share.id(), MOST_PROVIDERS, network.self());
      List<DirectoryAnswer.Provider> usable = network.rules().usable(found.providers());
      for (DirectoryAnswer.Provider provider : usable) {
        approach(provider);
      }
      if (usable.isEmpty()) {
        share.waitFor(
            found.providers().isEmpty()
                ? "no node announces this share"
                : "the origin does not have this share");
      } else if (share.session().peers().serving() == 0) {
        List<NodeId> nodes = usable.stream().map(provider -> provider.node().id()).toList();
        share.waitFor(
            "no peer that has it can be reached"
                + network.approaches().why(nodes).map(": "::concat).orElse(""));
      }
      return !found.providers().isEmpty();
    } catch (DirectoryException e) {
      share.waitFor(e.getMessage());
      return true;
    }
  }

  private void approach(DirectoryAnswer.Provider provider) {
    NodeRecord node = provider.node();
    if (node.id().equals(network.self()) || share.session().isBanned(node.id())) {
      return;
    }
    var present = network.connections().to(node.id());
    if (present.isPresent()) {
      openOnce(present.get());
      return;
    }
    List<HostAndPort> addresses = new ArrayList<>(node.listen());
    if (provider.origin()) {
      addresses.addAll(network.trackers().get());
    }
    network.approaches().begin(node.id(), addresses, share.session());
  }

  private void openOnce(Connection connection) {
    if (share.fetches() && !connection.shares().contains(share.id())) {
      connection.open(share.session());
    }
  }

  private void giveUpIfUnknown() {
    boolean longEnough = System.nanoTime() - sinceNanos > UNKNOWN_AFTER.toNanos();
    if (longEnough && share.store() == null && share.connections().isEmpty()) {
      share.fail(
          new NodeProblem(
              NodeProblem.Kind.NOT_FOUND,
              "no node in this deployment has share "
                  + share.id()
                  + "; check the link, and that a node that shares it is running"));
    }
  }
}
