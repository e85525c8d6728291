package covey.node.swarm;

import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests and the credit of one peer: requested blocks in order, cancelled blocks that may
 * still arrive, outstanding credit, and how much of each suits its measured rate and round trip.
 *
 * <p>A window is two round trips and {@link SwarmSettings.Window#nanos} of the measured rate; since
 * the rate grows with the window until the link is full, the window opens by itself.
 */
final class RequestWindow {
  private static final long UNKNOWN_ROUND_TRIP_NANOS = 20_000_000;
  private static final int TAKEN_BACK_MAX = 1_024;
  private static final int BACKOFF_MAX = 16;

  /** One block requested from a peer, or chosen by it and in transit. */
  static final class Asked {
    final long atNanos;

    /** The duration expected when it was requested. */
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

  /** Returns how many bytes may be requested at once. */
  long limitBytes() {
    if (isStalled()) {
      return 1;
    }
    return Math.clamp(paceBytes(), settings.window().bytesMin(), settings.window().bytesMax());
  }

  /** Returns how much credit should be outstanding. */
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

  /** Whether the last request was not answered in time. */
  boolean isStalled() {
    return backoff > 1;
  }

  /** Returns how long the peer would take to send this many more bytes. */
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

  /** Notes that a requested or chosen block is arriving, which ends an earlier one. */
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

  /** A block is complete; returns whether it was requested or chosen. */
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

  /** Cancels a block; it may still arrive. */
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

  /** The peer refused a block; returns whether it was requested. */
  boolean refused(Block block) {
    return remove(block);
  }

  /** A block that came is useless. */
  void discard(long nowNanos, Block block) {
    remove(block);
    if (asked.isEmpty()) {
      rate.idle(nowNanos);
    }
  }

  /** Returns whether the block was cancelled and may still arrive: once for each request. */
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

  /** Returns when the oldest block becomes overdue, or Long.MAX_VALUE. */
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

  /** Returns for how long no requested block came; 0 if none is requested. */
  long silentNanos(long nowNanos) {
    return asked.isEmpty()
        ? 0
        : nowNanos - Math.max(progressNanos, asked.firstEntry().getValue().atNanos);
  }

  /** Gives up all requests: the peer gets one request at a time until it delivers. */
  void stall() {
    backoff = Math.min(BACKOFF_MAX, backoff * 2);
  }

  /** Returns all requested blocks, oldest first. */
  Iterable<Block> blocks() {
    return asked.keySet();
  }

  /** Returns the block requested last, or null. */
  @Nullable Block newest() {
    Iterator<Block> newest = asked.sequencedKeySet().reversed().iterator();
    return newest.hasNext() ? newest.next() : null;
  }

  /** Returns the number of requested blocks. */
  int askedCount() {
    return asked.size();
  }
}
