package covey.protocol.content;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.stream.IntStream;

/** A set of piece indices below a fixed count. Mutable, not thread-safe. */
public final class PieceSet {
  private final int pieceCount;
  private final BitSet bits;

  private PieceSet(int pieceCount, BitSet bits) {
    this.pieceCount = pieceCount;
    this.bits = bits;
  }

  /** Returns an empty set of {@code pieceCount} pieces. */
  public static PieceSet none(int pieceCount) {
    return new PieceSet(pieceCount, new BitSet(pieceCount));
  }

  /** Every piece. */
  public static PieceSet all(int pieceCount) {
    BitSet bits = new BitSet(pieceCount);
    bits.set(0, pieceCount);
    return new PieceSet(pieceCount, bits);
  }

  /**
   * Decodes a bitfield, in which bit i counts from the most significant bit of byte 0. Throws
   * IllegalArgumentException if the length does not match {@code pieceCount} or a spare bit is set.
   */
  public static PieceSet fromBitfield(ByteBuffer bitfield, int pieceCount) {
    if (bitfield.remaining() != (pieceCount + 7) / 8) {
      throw new IllegalArgumentException(
          "expected a bitfield of " + (pieceCount + 7) / 8 + " bytes, got " + bitfield.remaining());
    }
    PieceSet set = none(pieceCount);
    for (int i = 0; i < bitfield.remaining() * 8; i++) {
      if ((bitfield.get(bitfield.position() + i / 8) & (0x80 >>> (i % 8))) != 0) {
        if (i >= pieceCount) {
          throw new IllegalArgumentException("spare bit " + i + " is set in a bitfield");
        }
        set.bits.set(i);
      }
    }
    return set;
  }

  /** Returns the bitfield, as {@link #fromBitfield} reads it. */
  public byte[] toBitfield() {
    byte[] bitfield = new byte[(pieceCount + 7) / 8];
    bits.stream().forEach(i -> bitfield[i / 8] |= (byte) (0x80 >>> (i % 8)));
    return bitfield;
  }

  /** Returns the number of indices. */
  public int pieceCount() {
    return pieceCount;
  }

  /** Returns the number of pieces in the set. */
  public int size() {
    return bits.cardinality();
  }

  /** Returns whether the set is empty. */
  public boolean isEmpty() {
    return bits.isEmpty();
  }

  /** Returns whether every piece is in the set. */
  public boolean isFull() {
    return bits.cardinality() == pieceCount;
  }

  /** Returns whether {@code piece} is in the set. */
  public boolean contains(int piece) {
    return bits.get(piece);
  }

  /** Adds {@code piece}; returns false if it was in the set. */
  public boolean add(int piece) {
    if (piece < 0 || piece >= pieceCount) {
      throw new IndexOutOfBoundsException("piece " + piece + " of " + pieceCount);
    }
    boolean added = !bits.get(piece);
    bits.set(piece);
    return added;
  }

  /** Removes {@code piece}; returns whether it was in the set. */
  public boolean remove(int piece) {
    boolean removed = bits.get(piece);
    bits.clear(piece);
    return removed;
  }

  /** Returns the first piece in the set at or after {@code from}, or -1. */
  public int nextSet(int from) {
    return bits.nextSetBit(from);
  }

  /** Returns a new set with the pieces of this set that are not in {@code other}. */
  public PieceSet minus(PieceSet other) {
    PieceSet result = copy();
    result.bits.andNot(other.bits);
    return result;
  }

  /** Returns the pieces, ascending. */
  public IntStream stream() {
    return bits.stream();
  }

  /** Returns a copy of the set. */
  public PieceSet copy() {
    return new PieceSet(pieceCount, (BitSet) bits.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PieceSet s && s.pieceCount == pieceCount && s.bits.equals(bits);
  }

  @Override
  public int hashCode() {
    return 31 * pieceCount + bits.hashCode();
  }

  @Override
  public String toString() {
    return size() + "/" + pieceCount;
  }
}
