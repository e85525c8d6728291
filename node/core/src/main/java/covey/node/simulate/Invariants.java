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
 * Invariants of every run, checked against independent records as inputs go into cores and outputs
 * come out.
 *
 * <p>Requests and credit are recorded twice, for the requesting and for the serving side, since the
 * ends of a connection learn of them at different times. Throws IllegalStateException as soon as an
 * invariant fails.
 */
final class Invariants {
  /**
   * In larger swarms, only some of the PeerHas inputs, which are most of all events, are followed
   * by a count of pieces.
   */
  private static final int ALWAYS_LOOKED_AT = 1_000;

  /** The mean number of such inputs per count. */
  private static final int NEWS_A_LOOK = 64;

  /** What is outstanding between a node and one peer, as the node knows it. */
  private static final class Dealings {
    final PeerKey peer;

    /** Requested from the peer, neither arriving nor cancelled. */
    final HashSet<Block> asked = new HashSet<>();

    /** Requested by the peer, neither answered nor cancelled. */
    final HashSet<Block> owed = new HashSet<>();

    long askedBytes;
    long creditGivenBytes;
    long creditHeldBytes;

    Dealings(PeerKey peer) {
      this.peer = peer;
    }
  }

  /**
   * Records by peer, with open addressing: the entries of a hash map would double the memory
   * touched.
   */
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

  /**
   * Creates the records for this many nodes; the seed selects the inputs after which a large swarm
   * is checked.
   */
  Invariants(int nodes, SwarmSettings settings, long seed) {
    this.settings = settings;
    looks = new SplittableRandom(seed);
    pieces = new int[nodes];
    books = new Book[nodes];
    Arrays.setAll(books, _ -> new Book());
  }

  /**
   * Creates the records for all nodes of a scenario; a node that comes back counts as another node.
   */
  static Invariants of(Scenario scenario) {
    int back = scenario.nodes().stream().mapToInt(NodeProfile::returnCount).sum();
    int nodes = scenario.nodes().size() + back;
    return new Invariants(nodes, scenario.settings(), scenario.seed());
  }

  /** Returns whether to count the pieces of a core after this input. */
  boolean isLookDue(Input input) {
    return pieces.length <= ALWAYS_LOOKED_AT
        || !(input instanceof Input.PeerHas)
        || looks.nextInt(NEWS_A_LOOK) == 0;
  }

  /** Checks that a core that now has this many pieces has lost none. */
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

  /** Checks an input before a core handles it. */
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

  /** Checks an output of a core. */
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
    // The last requested block may exceed the window by all but one byte of its length.
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

  /** Counts bytes of blocks that left an uplink. */
  void left(int bytes) {
    leftBytes += bytes;
  }

  /** Counts bytes of blocks that arrived, or were lost when their link was cut. */
  void arrived(int node, int bytes) {
    arrivedBytes += bytes;
    check(arrivedBytes <= leftBytes, "more bytes arrived than left", node);
  }

  /** Checks a node that began without pieces and is complete. */
  void completed(int node, SwarmCounters counters, long sizeBytes) {
    long useful = counters.receivedBytes() - counters.duplicateBytes() - counters.rejectedBytes();
    check(useful >= sizeBytes, "is complete with " + useful + " of " + sizeBytes, node);
  }

  /** Checks the byte counts at the end of a run. */
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

  /**
   * Returns the record of a peer, or none if it is not open, since a core then ignores its
   * messages.
   */
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
