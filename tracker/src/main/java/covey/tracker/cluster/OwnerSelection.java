package covey.tracker.cluster;

import covey.protocol.content.ShareId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Selects the owners of a share: the few members with the highest weight for it.
 *
 * <p>Rendezvous hashing (Thaler and Ravishankar, 1998): every member computes the same owners from
 * the view alone, and a member that joins or leaves moves only the shares it gains or loses.
 * Immutable.
 */
final class OwnerSelection {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final List<Member> members;
  private final int owners;
  private final long[] seeds;

  /** Creates a selection in which each share has {@code owners} owners, at least 1. */
  OwnerSelection(List<Member> members, int owners) {
    this.members = List.copyOf(members);
    this.owners = owners;
    this.seeds = members.stream().mapToLong(m -> firstLong(m.node().toByteArray())).toArray();
  }

  List<Member> members() {
    return members;
  }

  /** Returns how many members hold a share's records. */
  int copies() {
    return Math.min(owners, members.size());
  }

  boolean contains(Member member) {
    return members.contains(member);
  }

  /**
   * Returns the share's owners, highest weight first; fewer than requested only if there are fewer
   * members.
   */
  List<Member> owners(ShareId share) {
    record Weighted(Member member, long weight) {}
    long key = firstLong(share.toByteArray());
    Stream.Builder<Weighted> weighted = Stream.builder();
    for (int i = 0; i < seeds.length; i++) {
      weighted.add(new Weighted(members.get(i), mix(seeds[i] ^ mix(key))));
    }
    return weighted
        .build()
        .sorted(Comparator.comparingLong(Weighted::weight).reversed())
        .limit(owners)
        .map(Weighted::member)
        .toList();
  }

  /**
   * Returns the current owners, then the owners in {@code earlier} that are still members, which
   * may know more than the current ones.
   */
  List<Member> owners(ShareId share, OwnerSelection earlier) {
    List<Member> all = new ArrayList<>(owners(share));
    for (Member member : earlier.owners(share)) {
      if (contains(member) && !all.contains(member)) {
        all.add(member);
      }
    }
    return all;
  }

  private static long firstLong(byte[] bytes) {
    return (long) LONGS.get(bytes, 0);
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood, 2014). */
  private static long mix(long bits) {
    long z = bits + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
