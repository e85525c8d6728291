package covey.node.simulate;

import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.node.swarm.Output;
import covey.node.swarm.PeerKey;
import covey.node.swarm.SwarmCounters;
import covey.node.swarm.SwarmSettings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What must hold whatever happens, checked as inputs go into cores and outputs come out of them, by
 * books of its own.
 *
 * <p>Requests and credit are kept twice, since both ends of a connection know of them at different
 * times: as the side that asks has them, and as the side that serves does. Throws
 * IllegalStateException as soon as something does not hold.
 */
final class Invariants {
  /** With more nodes a peer's news, most of all events, is seldom followed by a look at pieces. */
  private static final int ALWAYS_LOOKED_AT = 1_000;

  /** One look after so many news, on average. */
  private static final int NEWS_A_LOOK = 64;

  /** What stands between a node and one peer, as the node knows it. */
  private static final class Dealings {
    final PeerKey peer;

    /** Asked of the peer, neither begun to come nor taken back. */
    final HashSet<Block> asked = new HashSet<>();

    /** The peer asked for them, and was neither answered nor took them back. */
    final HashSet<Block> owed = new HashSet<>();

    long askedBytes;
    long creditGivenBytes;
    long creditHeldBytes;

    Dealings(PeerKey peer) {
      this.peer = peer;
    }
  }

  /** Dealings by peer, open addressing: a hash map's entries would double what is looked at. */
  private static final class Book {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private @Nullable Dealings[] table = new Dealings[16];
    private int count;

    @Nullable Dealings find(PeerKey peer) {
      return table[placeOf(peer)];
    }

    private int placeOf(PeerKey peer) {
      int last = table.length - 1;
      int place = (int) ((peer.number() * SPREAD) >>> 32) & last;
      Dealings there = table[place];
      while (there != null && there.peer.number() != peer.number()) {
        place = (place + 1) & last;
        there = table[place];
      }
      return place;
    }

    void open(PeerKey peer) {
      int place = placeOf(peer);
      if (table[place] == null) {
        table[place] = new Dealings(peer);
        if (2 * ++count > table.length) {
          enter(2 * table.length, table);
        }
      }
    }

    void close(PeerKey peer) {
      int place = placeOf(peer);
      if (table[place] != null) {
        table[place] = null;
        count--;
        enter(table.length, table);
      }
    }

    private void enter(int length, @Nullable Dealings[] all) {
      table = new Dealings[length];
      for (Dealings one : all) {
        if (one != null) {
          table[placeOf(one.peer)] = one;
        }
      }
    }
  }

  private final SwarmSettings settings;
  private final SplittableRandom looks;
  private final Book[] books;
  private final int[] pieces;
  private long handedOutBytes;
  private long begunBytes;
  private long leftBytes;
  private long arrivedBytes;

  /** For so many nodes; a seed says at which news a large swarm is looked at. */
  Invariants(int nodes, SwarmSettings settings, long seed) {
    this.settings = settings;
    looks = new SplittableRandom(seed);
    pieces = new int[nodes];
    books = new Book[nodes];
    Arrays.setAll(books, _ -> new Book());
  }

  /** For all nodes of a scenario, one that comes back being another. */
  static Invariants of(Scenario scenario) {
    int back = scenario.nodes().stream().mapToInt(NodeProfile::returnCount).sum();
    int nodes = scenario.nodes().size() + back;
    return new Invariants(nodes, scenario.settings(), scenario.seed());
  }

  /** Whether the pieces of a node's core are to be counted now that it was told something. */
  boolean isLookDue(Input input) {
    return pieces.length <= ALWAYS_LOOKED_AT
        || !(input instanceof Input.PeerHas)
        || looks.nextInt(NEWS_A_LOOK) == 0;
  }

  /** A node's core has so many pieces. */
  void has(int node, int count) {
    if (count < pieces[node]) {
      check(false, "lost pieces: has " + count + " of " + pieces[node], node);
    }
    pieces[node] = count;
  }

  /** A node that left is back, as another node. */
  void cameBack(int node, int before) {
    pieces[node] = pieces[before];
  }

  /** A node's core is about to be told something. */
  void input(int node, Input input) {
    switch (input) {
      case Input.PeerOpened i -> books[node].open(i.peer());
      case Input.PeerClosed i -> books[node].close(i.peer());
      case Input.Requested i -> of(node, i.peer()).owed.add(i.block());
      case Input.Cancelled i -> of(node, i.peer()).owed.remove(i.block());
      case Input.Credited i -> of(node, i.peer()).creditHeldBytes += i.bytes();
      case Input.Refused i -> answered(of(node, i.peer()), i.block());
      case Input.BlockArriving i -> arriving(node, i);
      default -> {}
    }
  }

  private void arriving(int node, Input.BlockArriving input) {
    Dealings dealings = of(node, input.peer());
    answered(dealings, input.block());
    begunBytes += input.block().lengthBytes();
    check(begunBytes <= handedOutBytes, "more bytes came than were handed out", node);
    if (input.fresh() && books[node].find(input.peer()) != null) {
      dealings.creditGivenBytes -= input.block().lengthBytes();
      check(dealings.creditGivenBytes >= 0, "more came on credit than was given", node);
    }
  }

  private static void answered(Dealings dealings, Block block) {
    if (dealings.asked.remove(block)) {
      dealings.askedBytes -= block.lengthBytes();
    }
  }

  /** A node's core wants something done. */
  void output(int node, Output output) {
    switch (output) {
      case Output.SendRequest o -> asks(node, open(node, o.peer()), o.block());
      case Output.SendCancel o -> answered(of(node, o.peer()), o.block());
      case Output.SendCredit o -> {
        Dealings dealings = open(node, o.peer());
        dealings.creditGivenBytes += o.bytes();
        long most = settings.credit().bytesMax();
        check(dealings.creditGivenBytes <= most, "gave more credit than the most", node);
      }
      case Output.SendRefused o -> of(node, o.peer()).owed.remove(o.block());
      case Output.SendBlock o -> sends(node, open(node, o.peer()), o);
      default -> {}
    }
  }

  private void asks(int node, Dealings dealings, Block block) {
    if (!dealings.asked.add(block)) {
      check(false, "asked twice for " + block, node);
    }
    dealings.askedBytes += block.lengthBytes();
    // The last block asked for may go beyond the window by all but a byte of itself.
    long most = (long) settings.window().bytesMax() + settings.blockBytes() - 1;
    check(dealings.askedBytes <= most, "asked for more than a window", node);
    check(
        dealings.asked.size() <= settings.limits().requestsMax(),
        "asked for too many blocks",
        node);
  }

  private void sends(int node, Dealings dealings, Output.SendBlock output) {
    boolean owed = dealings.owed.remove(output.block());
    handedOutBytes += output.block().lengthBytes();
    if (output.fresh()) {
      dealings.creditHeldBytes -= output.block().lengthBytes();
      check(dealings.creditHeldBytes >= 0, "sent more on credit than was given", node);
    } else {
      check(owed, "sent what was not asked for", node);
    }
  }

  /** Bytes of blocks left a node's uplink. */
  void left(int bytes) {
    leftBytes += bytes;
  }

  /** Bytes of blocks came to the end of a link, or were lost as it was cut. */
  void arrived(int node, int bytes) {
    arrivedBytes += bytes;
    check(arrivedBytes <= leftBytes, "more bytes arrived than left", node);
  }

  /** A node that began with nothing has all of a share. */
  void completed(int node, SwarmCounters counters, long sizeBytes) {
    long useful = counters.receivedBytes() - counters.duplicateBytes() - counters.rejectedBytes();
    check(useful >= sizeBytes, "is complete with " + useful + " of " + sizeBytes, node);
  }

  /** Nothing is on its way any more. */
  void ended() {
    if (arrivedBytes != leftBytes) {
      throw new IllegalStateException(
          leftBytes + " bytes left, but " + arrivedBytes + " arrived or were lost");
    }
  }

  void check(boolean holds, String rule, int node) {
    if (!holds) {
      throw new IllegalStateException("node " + node + ": " + rule);
    }
  }

  /** The books on a peer; of one that is not open, since a core ignores what it says, none. */
  private Dealings of(int node, PeerKey peer) {
    Dealings known = books[node].find(peer);
    return known == null ? new Dealings(peer) : known;
  }

  private Dealings open(int node, PeerKey peer) {
    Dealings known = books[node].find(peer);
    if (known == null) {
      throw new IllegalStateException("node " + node + ": speaks to a peer that is not open");
    }
    return known;
  }
}
