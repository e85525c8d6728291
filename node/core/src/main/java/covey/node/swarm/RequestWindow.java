package covey.node.swarm;

import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What we asked of one peer and what we let it choose: blocks asked for in the order of asking,
 * blocks taken back that may come all the same, the credit that stands, and how much of each is
 * right for its measured rate and round trip.
 *
 * <p>A window is two round trips and {@link SwarmSettings.Window#nanos} of the measured rate; since
 * the rate grows with the window until the link is full, it opens by itself.
 */
final class RequestWindow {
  private static final long UNKNOWN_ROUND_TRIP_NANOS = 20_000_000;
  private static final int TAKEN_BACK_MAX = 1_024;
  private static final int BACKOFF_MAX = 16;

  /** One block asked of a peer, or chosen by it and on its way. */
  static final class Asked {
    final long atNanos;

    /** How long it was expected to take when it was asked for. */
    final long expectedNanos;

    boolean arriving;

    Asked(long atNanos, long expectedNanos) {
      this.atNanos = atNanos;
      this.expectedNanos = expectedNanos;
    }
  }

  final RateMeter rate = new RateMeter();
  final CreditFlow flow;
  private final SwarmSettings settings;
  private final LinkedHashMap<Block, Asked> asked = new LinkedHashMap<>();
  private final LinkedHashMap<Block, Integer> takenBack = new LinkedHashMap<>();
  private long askedBytes;
  private long roundTripNanos;
  private long progressNanos;
  private int backoff = 1;

  RequestWindow(SwarmSettings settings) {
    this.settings = settings;
    this.flow = new CreditFlow(settings);
  }

  void roundTrip(long nanos) {
    long measured = Math.max(0, nanos);
    roundTripNanos = roundTripNanos == 0 ? measured : (3 * roundTripNanos + measured) / 4;
  }

  long roundTripNanos() {
    return roundTripNanos == 0 ? UNKNOWN_ROUND_TRIP_NANOS : roundTripNanos;
  }

  /** How many bytes may be asked for at once. */
  long limitBytes() {
    if (isStalled()) {
      return 1;
    }
    return Math.clamp(paceBytes(), settings.window().bytesMin(), settings.window().bytesMax());
  }

  /** How much credit should stand. */
  long creditTargetBytes() {
    return Math.clamp(2 * paceBytes(), settings.credit().bytesMin(), settings.credit().bytesMax());
  }

  private long paceBytes() {
    double seconds = (2 * roundTripNanos() + settings.window().nanos()) / 1e9;
    return (long) (rate.bytesPerSecond() * seconds);
  }

  boolean hasRoom() {
    return askedBytes < limitBytes();
  }

  boolean isIdle() {
    return asked.isEmpty();
  }

  long askedBytes() {
    return askedBytes;
  }

  /** Whether the last thing asked of it did not come in time. */
  boolean isStalled() {
    return backoff > 1;
  }

  /** How long it would take the peer to send so much more. */
  long expectedNanos(long moreBytes) {
    long unknown = settings.reask().nanosMin() / settings.reask().factor();
    return roundTripNanos() + rate.nanosFor(askedBytes + moreBytes, unknown);
  }

  void ask(long nowNanos, Block block) {
    rate.begin(nowNanos);
    if (asked.isEmpty()) {
      progressNanos = nowNanos;
    }
    asked.put(block, new Asked(nowNanos, expectedNanos(block.lengthBytes())));
    askedBytes += block.lengthBytes();
  }

  /** Notes that an asked or chosen block comes in; an earlier one that came in is then over. */
  void arriving(long nowNanos, Block block) {
    progressNanos = nowNanos;
    Asked known = asked.get(block);
    if (known == null) {
      ask(nowNanos, block);
      known = asked.get(block);
    }
    if (known != null) {
      known.arriving = true;
    }
  }

  @Nullable Asked asked(Block block) {
    return asked.get(block);
  }

  /** A block came whole; returns whether it was one of those asked for or chosen. */
  boolean done(long nowNanos, Block block) {
    rate.count(nowNanos, block.lengthBytes());
    progressNanos = nowNanos;
    backoff = 1;
    boolean known = remove(block);
    if (asked.isEmpty()) {
      rate.idle(nowNanos);
    }
    return known;
  }

  /** Takes a block back; it may come all the same. */
  void takeBack(long nowNanos, Block block) {
    if (remove(block)) {
      takenBack.merge(block, 1, Integer::sum);
      if (takenBack.size() > TAKEN_BACK_MAX) {
        takenBack.remove(takenBack.firstEntry().getKey());
      }
      if (asked.isEmpty()) {
        rate.idle(nowNanos);
      }
    }
  }

  /** The peer will not answer; returns whether it was asked. */
  boolean refused(Block block) {
    return remove(block);
  }

  /** A block that came is of no use. */
  void discard(long nowNanos, Block block) {
    remove(block);
    if (asked.isEmpty()) {
      rate.idle(nowNanos);
    }
  }

  /** Whether the block was taken back and may still come: once for each time it was asked for. */
  boolean wasTakenBack(Block block) {
    Integer times = takenBack.remove(block);
    if (times != null && times > 1) {
      takenBack.put(block, times - 1);
    }
    return times != null;
  }

  private boolean remove(Block block) {
    if (asked.remove(block) == null) {
      return false;
    }
    askedBytes -= block.lengthBytes();
    return true;
  }

  /** When the oldest block is overdue, or Long.MAX_VALUE. */
  long overdueNanos() {
    if (asked.isEmpty()) {
      return Long.MAX_VALUE;
    }
    Asked oldest = asked.firstEntry().getValue();
    long patience =
        Math.max(settings.reask().nanosMin(), settings.reask().factor() * oldest.expectedNanos);
    long since = oldest.arriving ? Math.max(progressNanos, oldest.atNanos) : oldest.atNanos;
    return since + patience * backoff * (oldest.arriving ? 4 : 1);
  }

  /** For how long nothing came of what it was asked for; 0 if it was asked for nothing. */
  long silentNanos(long nowNanos) {
    return asked.isEmpty()
        ? 0
        : nowNanos - Math.max(progressNanos, asked.firstEntry().getValue().atNanos);
  }

  /** Gives up what was asked: the peer gets one block at a time until it delivers. */
  void stall() {
    backoff = Math.min(BACKOFF_MAX, backoff * 2);
  }

  /** All blocks asked for, oldest first. */
  Iterable<Block> blocks() {
    return asked.keySet();
  }

  /** The block asked for last, or null. */
  @Nullable Block newest() {
    Iterator<Block> newest = asked.sequencedKeySet().reversed().iterator();
    return newest.hasNext() ? newest.next() : null;
  }

  /** How many blocks are asked for. */
  int askedCount() {
    return asked.size();
  }
}
