package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.tracker.cluster.DirectoryCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and changes a node's place in p2p as {@link MembershipPolicy} decides, on its own thread.
 */
final class MembershipKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MembershipKeeper.class);

  private static final Duration AFTER_BUG = Duration.ofSeconds(2);

  private final PeerToPeerDirectory directory;
  private final LocalNode local;
  private final PeerToPeerDirectory.Surroundings around;
  private final MembershipPolicy policy;
  private final SeatSearch search;
  private final Thread thread = Thread.ofVirtual().name("membership").unstarted(this::run);
  private final Semaphore hostChanges = new Semaphore(0);
  private volatile boolean closed;
  private volatile List<HostAndPort> joinAddresses = List.of();
  // Used by the keeper's thread only.
  private @Nullable JoiningCluster joining;

  /** A cluster that may become this node's place. */
  private record JoiningCluster(DirectoryCluster cluster, SeatSearch.Found.Members grant) {}

  MembershipKeeper(
      PeerToPeerDirectory directory,
      LocalNode local,
      int mostMembers,
      PeerToPeerDirectory.Surroundings around) {
    this.directory = directory;
    this.local = local;
    this.around = around;
    policy = new MembershipPolicy(mostMembers, local.listen(), new SplittableRandom());
    search = new SeatSearch(local);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    try {
      MembershipNews news = new MembershipNews.Nothing();
      while (!closed) {
        news = takeAll(policy.next(System.nanoTime(), place(), news));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      leaveJoining();
    }
  }

  private MembershipNews takeAll(List<MembershipStep> steps) throws InterruptedException {
    MembershipNews news = new MembershipNews.Nothing();
    try {
      for (MembershipStep step : steps) {
        news = take(step);
        if (!(step instanceof MembershipStep.Wait)) {
          LOG.debug("{} -> {}", step, news);
        }
      }
      return news;
    } catch (RuntimeException e) {
      LOG.error("a step failed by a bug: {}", steps, e);
      Thread.sleep(AFTER_BUG);
      return done(false);
    }
  }

  private MembershipPlace place() {
    DirectoryCluster member = directory.cluster();
    if (member != null) {
      return new MembershipPlace.Member(member.members(), member.hosts(), member.isSurplus());
    }
    JoiningCluster candidate = joining;
    if (candidate != null) {
      DirectoryCluster cluster = candidate.cluster();
      return new MembershipPlace.Joining(candidate.grant(), cluster.members(), cluster.hosts());
    }
    DirectoryClient attached = directory.attachment();
    return attached == null
        ? new MembershipPlace.Seeking()
        : new MembershipPlace.Attached(
            attached.adrift(), directory.members(), attached.endpoints(), attached.host());
  }

  private MembershipNews take(MembershipStep step) throws InterruptedException {
    return switch (step) {
      case MembershipStep.Wait(Duration time) -> await(time);
      case MembershipStep.Search(Collection<HostAndPort> also) -> searched(also);
      case MembershipStep.AskHost _ -> askHost();
      case MembershipStep.Attach(List<HostAndPort> hosts, int members) -> attach(hosts, members);
      case MembershipStep.BecomeFirst _ -> becomeFirst();
      case MembershipStep.Join(SeatSearch.Found.Members grant) -> join(grant);
      case MembershipStep.BecomeMember _ -> becomeMember();
      case MembershipStep.GiveUp _ -> giveUp();
      case MembershipStep.Renew(Collection<HostAndPort> hosts, int members) ->
          renew(hosts, members);
      case MembershipStep.MoveTo(HostAndPort host) -> moveTo(host);
      case MembershipStep.Meet(List<HostAndPort> addresses) -> meet(addresses);
      case MembershipStep.StepDown(List<HostAndPort> hosts, int members) ->
          stepDown(hosts, members);
    };
  }

  private static MembershipNews done(boolean succeeded) {
    return new MembershipNews.Done(succeeded);
  }

  private MembershipNews await(Duration time) throws InterruptedException {
    if (!hostChanges.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
      return new MembershipNews.Nothing();
    }
    hostChanges.drainPermits();
    return new MembershipNews.HostChanged();
  }

  private MembershipNews searched(Collection<HostAndPort> also) {
    List<HostAndPort> nodes = new ArrayList<>(around.nodes());
    nodes.addAll(also);
    return new MembershipNews.Searched(search.ask(nodes));
  }

  private MembershipNews askHost() {
    DirectoryClient attached = directory.attachment();
    if (attached == null) {
      return new MembershipNews.Nothing();
    }
    try {
      long askedNanos = System.nanoTime();
      return attached.ask(new RendezvousVerb.TakeSeat(local.id()))
              instanceof RendezvousAnswer.Seated seated
          ? new MembershipNews.HostAnswered(SeatSearch.Found.Members.of(seated, askedNanos))
          : new MembershipNews.Nothing();
    } catch (DirectoryException e) {
      LOG.debug("no seat: {}", e.getMessage());
      return new MembershipNews.NoAnswer();
    }
  }

  private MembershipNews attach(List<HostAndPort> hosts, int members) {
    directory.membersTold(members);
    directory.attach(client(hosts));
    return done(true);
  }

  private DirectoryClient client(List<HostAndPort> hosts) {
    return new DirectoryClient(
        EndpointList.members(hosts), local, ClientPolicy.members(), new OnHost());
  }

  private MembershipNews becomeFirst() {
    try {
      joinFirst();
      return done(true);
    } catch (IOException e) {
      LOG.error("{}", e.getMessage());
      directory.failed(String.valueOf(e.getMessage()));
      return done(false);
    }
  }

  /** Becomes a member without asking; throws IOException if it cannot listen. */
  void joinFirst() throws IOException {
    directory.becomeMember(startCluster(List.of()));
  }

  private DirectoryCluster startCluster(List<HostAndPort> addresses) throws IOException {
    joinAddresses = addresses;
    return around.join(() -> joinAddresses);
  }

  private MembershipNews join(SeatSearch.Found.Members grant) {
    try {
      joining = new JoiningCluster(startCluster(grant.joinAddresses()), grant);
      return done(true);
    } catch (IOException e) {
      LOG.error("cannot take a seat among the members: {}", e.getMessage());
      return done(false);
    }
  }

  private MembershipNews becomeMember() {
    JoiningCluster joined = joining;
    joining = null;
    if (joined != null) {
      LOG.info("now one of {} members", joined.cluster().members());
      directory.becomeMember(joined.cluster());
    }
    return done(joined != null);
  }

  private MembershipNews giveUp() {
    leaveJoining();
    LOG.info(
        "stays attached: no seat was left, or joining took longer than {} s",
        MembershipPolicy.JOIN_TIMEOUT.toSeconds());
    return done(true);
  }

  private void leaveJoining() {
    JoiningCluster left = joining;
    joining = null;
    if (left != null) {
      left.cluster().leave();
    }
  }

  private MembershipNews renew(Collection<HostAndPort> hosts, int members) {
    DirectoryClient attached = directory.attachment();
    if (attached != null) {
      directory.membersTold(members);
      attached.renew(hosts);
    }
    return done(attached != null);
  }

  private MembershipNews moveTo(HostAndPort host) {
    DirectoryClient attached = directory.attachment();
    return done(attached != null && attached.moveTo(host));
  }

  private MembershipNews meet(List<HostAndPort> addresses) {
    joinAddresses = addresses;
    DirectoryCluster member = directory.cluster();
    if (member != null) {
      member.meet(addresses);
    }
    return done(member != null);
  }

  private MembershipNews stepDown(List<HostAndPort> hosts, int members) {
    directory.membersTold(members);
    DirectoryClient made = client(hosts);
    try {
      made.reach();
    } catch (IOException e) {
      LOG.warn("too many members, but cannot attach to another: {}", e.getMessage());
      made.close();
      return done(false);
    }
    LOG.info("enough members: attached to {}", made.host());
    directory.attach(made);
    return done(true);
  }

  private final class OnHost implements DirectoryClient.Listener {
    @Override
    public void connected() {
      around.reached();
      hostChanges.release();
    }

    @Override
    public void dialBack(Message.DialBack wish) {
      around.dialBack(wish);
    }
  }
}
