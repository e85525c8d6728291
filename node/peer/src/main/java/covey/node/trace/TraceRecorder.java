package covey.node.trace;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Message;
import covey.protocol.wire.Tap;
import covey.protocol.wire.WireConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records the messages that a node sends and receives. Up to a maximum, messages are kept
 * individually; beyond it, messages that come in large numbers are summed up and others are only
 * counted. Only the amount of content is recorded, not the content itself. Thread-safe.
 */
public final class TraceRecorder implements Tap {
  private static final int MOST_IN_MEMORY = 50_000;

  /** About 50 MB. */
  private static final int MOST_IN_FILE = 500_000;

  private final int most;
  private final PartyTable parties = new PartyTable();

  /** Connections on which Goodbye was sent or received: their end is not recorded. */
  private final Set<WireConnection> parting = ConcurrentHashMap.newKeySet();

  private EventBuffer tape;
  private Instant startedAt = Instant.now();
  private long startNanos = System.nanoTime();
  private volatile boolean running;

  private TraceRecorder(int most, boolean running) {
    this.most = most;
    this.running = running;
    tape = new EventBuffer(startNanos, most);
  }

  /** Returns a recorder that records from now on. */
  public static TraceRecorder running() {
    return new TraceRecorder(MOST_IN_MEMORY, true);
  }

  /** Returns a recorder that records from now on, for a {@link TraceFileWriter}. */
  public static TraceRecorder forFile() {
    return new TraceRecorder(MOST_IN_FILE, true);
  }

  /** Returns a recorder that until {@link #begin} only learns the roles of the parties. */
  public static TraceRecorder waiting() {
    return new TraceRecorder(MOST_IN_MEMORY, false);
  }

  /** Sets the recorded node, with roles such as tracker or origin. */
  public synchronized void self(NodeId id, HostAndPort address, List<String> roles) {
    parties.self(id, address.toString());
    roles.forEach(role -> parties.is(0, role));
  }

  /** Discards the recording and starts a new one, at second 0. */
  public synchronized void begin() {
    startedAt = Instant.now();
    startNanos = System.nanoTime();
    tape = new EventBuffer(startNanos, most);
    running = true;
  }

  /** Stops recording until the next {@link #begin}. */
  public void end() {
    running = false;
  }

  /** Returns the recording so far. */
  public synchronized Trace recording(String title) {
    return new Trace(
        title, startedAt.toString(), parties.all(), tape.all(), tape.missing().count());
  }

  /** Removes and returns the individual events so far, for a live file. */
  synchronized Trace drain() {
    return new Trace("", startedAt.toString(), parties.all(), tape.drain(), 0);
  }

  /** Returns what is known only at the end: totals and the number of missing messages. */
  synchronized Trace late() {
    return new Trace("", startedAt.toString(), parties.all(), tape.late(), tape.missing().count());
  }

  @Override
  public void opened(WireConnection connection, long beganNanos) {
    long now = System.nanoTime();
    Message.Hello hello = connection.remote();
    synchronized (this) {
      boolean direct = connection.dialled() && connection.relay().isEmpty();
      int party =
          direct ? parties.reached(hello.node(), dialled(connection)) : parties.of(hello.node());
      hello.listen().forEach(address -> parties.listensAt(party, address));
      String how = connection.dialled() ? "dials" : "answers";
      note(Direction.SENT, party, beganNanos, new MessageSummary("Hello", how, 0, 0));
      note(Direction.RECEIVED, party, now, MessageSummary.of(hello));
    }
  }

  @Override
  public synchronized void refused(String address, boolean dialled, String why, long beganNanos) {
    note(
        dialled ? Direction.LOST : Direction.RECEIVED,
        parties.at(address),
        beganNanos,
        new MessageSummary(MessageKinds.DIAL, why, 0, 0));
  }

  @Override
  public void sent(WireConnection connection, Message message, long beganNanos) {
    partsWith(connection, message);
    if (running) {
      MessageSummary said = MessageSummary.of(message);
      synchronized (this) {
        note(Direction.SENT, parties.of(connection.remote().node()), beganNanos, said);
      }
    }
  }

  @Override
  public void received(WireConnection connection, Message message) {
    partsWith(connection, message);
    boolean answer = message instanceof Message.DirectoryReply;
    if (!running && !answer) {
      return;
    }
    long now = System.nanoTime();
    MessageSummary said = MessageSummary.of(message);
    synchronized (this) {
      int party = parties.of(connection.remote().node());
      if (message instanceof Message.DirectoryReply(long _, DirectoryAnswer answered)) {
        learn(party, answered);
      }
      note(Direction.RECEIVED, party, now, said);
    }
  }

  @Override
  public void closed(WireConnection connection, boolean lost) {
    if (!parting.remove(connection) && lost && running) {
      long now = System.nanoTime();
      synchronized (this) {
        int party = parties.of(connection.remote().node());
        note(
            Direction.RECEIVED,
            party,
            now,
            new MessageSummary(MessageKinds.ENDED, "without Goodbye", 0, 0));
      }
    }
  }

  @Override
  public void memberAsked(NodeId member, DirectoryVerb verb) {
    member(Direction.SENT, member, System.nanoTime(), MessageSummary.of(verb));
  }

  @Override
  public void memberAnswered(NodeId member, DirectoryAnswer answer) {
    member(Direction.RECEIVED, member, System.nanoTime(), MessageSummary.of(answer));
  }

  @Override
  public void memberSilent(NodeId member, DirectoryVerb verb, Duration patience) {
    String what =
        "to " + verb.getClass().getSimpleName() + " within " + patience.toMillis() + " ms";
    member(
        Direction.RECEIVED,
        member,
        System.nanoTime(),
        new MessageSummary(MessageKinds.SILENCE, what, 0, 0));
  }

  @Override
  public void askedByMember(
      NodeId member, DirectoryVerb verb, DirectoryAnswer answer, long beganNanos) {
    member(Direction.RECEIVED, member, beganNanos, MessageSummary.of(verb));
    member(Direction.SENT, member, System.nanoTime(), MessageSummary.of(answer));
  }

  @Override
  public synchronized void noted(String words) {
    note(Direction.NOTE, 0, System.nanoTime(), new MessageSummary("Note", words, 0, 0));
  }

  private void partsWith(WireConnection connection, Message message) {
    boolean parts =
        message instanceof Message.Goodbye
            || (message instanceof Message.ErrorMessage error && error.share().isEmpty());
    if (parts) {
      parting.add(connection);
    }
  }

  private synchronized void member(
      Direction way, NodeId member, long atNanos, MessageSummary said) {
    int party = parties.of(member);
    parties.is(party, "member");
    note(way, party, atNanos, said);
  }

  /** Learns roles from an answer of the directory. */
  private void learn(int party, DirectoryAnswer answer) {
    switch (answer) {
      case DirectoryAnswer.Described described -> {
        parties.is(party, described.host().equals("tracker") ? "tracker" : "member");
        described.origin().ifPresent(origin -> parties.is(parties.of(origin.id()), "origin"));
      }
      case DirectoryAnswer.LookedUp found ->
          found.providers().stream()
              .filter(DirectoryAnswer.Provider::origin)
              .forEach(provider -> parties.is(parties.of(provider.node().id()), "origin"));
      default -> {}
    }
  }

  private void note(Direction way, int party, long atNanos, MessageSummary said) {
    if (running) {
      tape.add(way, party, atNanos, said);
    }
  }

  private static HostAndPort dialled(WireConnection connection) {
    InetSocketAddress address = connection.remoteAddress();
    return HostAndPort.fromParts(address.getAddress().getHostAddress(), address.getPort());
  }
}
