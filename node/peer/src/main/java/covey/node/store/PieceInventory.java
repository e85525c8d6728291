package covey.node.store;

import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceSet;
import java.util.BitSet;

/** Which pieces are verified and which are wanted. Thread-safe. */
final class PieceInventory {
  private final PieceGeometry geometry;
  private final PieceSet have;
  private final int[] missing;
  private final BitSet toPlace = new BitSet();
  private PieceSet wanted;
  private int wantedMissing;

  /** Creates holdings that have nothing and want every piece. */
  PieceInventory(PieceGeometry geometry) {
    this.geometry = geometry;
    this.have = PieceSet.none(geometry.pieceCount());
    this.missing = new int[geometry.files().size()];
    for (int file = 0; file < missing.length; file++) {
      missing[file] = geometry.pieceCountOf(file);
    }
    this.wanted = PieceSet.all(geometry.pieceCount());
    this.wantedMissing = geometry.pieceCount();
  }

  synchronized boolean has(int piece) {
    return have.contains(piece);
  }

  synchronized PieceSet have() {
    return have.copy();
  }

  synchronized int count() {
    return have.size();
  }

  synchronized boolean isFull() {
    return have.isFull();
  }

  synchronized boolean hasFile(int file) {
    return missing[file] == 0;
  }

  /** Returns the number of bytes in wanted pieces that are missing. */
  synchronized long missingBytes() {
    return wanted.minus(have).stream().mapToLong(geometry::lengthBytes).sum();
  }

  synchronized void want(PieceSet pieces) {
    wanted = pieces.copy();
    wantedMissing = wanted.minus(have).size();
  }

  /** Adds a piece; if that makes its file whole, the file is to be placed. */
  synchronized void add(int piece) {
    if (!have.add(piece)) {
      return;
    }
    wantedMissing -= wanted.contains(piece) ? 1 : 0;
    int file = geometry.fileOf(piece);
    missing[file]--;
    if (missing[file] == 0) {
      toPlace.set(file);
    }
  }

  /** Notes that a whole file is in its place. */
  synchronized void placed(int file) {
    toPlace.clear(file);
  }

  /** Returns the files that are whole and not in place. */
  synchronized BitSet toPlace() {
    return (BitSet) toPlace.clone();
  }

  synchronized boolean isToPlace(int file) {
    return toPlace.get(file);
  }

  /** Returns whether all wanted pieces are here and all whole files in place. */
  synchronized boolean hasWantedInPlace() {
    return wantedMissing == 0 && toPlace.isEmpty();
  }

  /** Removes a piece; returns false if it was missing. */
  synchronized boolean remove(int piece) {
    if (!have.remove(piece)) {
      return false;
    }
    wantedMissing += wanted.contains(piece) ? 1 : 0;
    int file = geometry.fileOf(piece);
    missing[file]++;
    toPlace.clear(file);
    return true;
  }

  /** Adds all pieces of a file that is in its place. */
  synchronized void addPlacedFile(int file) {
    int first = geometry.firstPiece(file);
    for (int piece = first; piece < first + geometry.pieceCountOf(file); piece++) {
      add(piece);
    }
    placed(file);
  }

  /** Removes a file's pieces. */
  synchronized void removeFile(int file) {
    int first = geometry.firstPiece(file);
    for (int piece = first; piece < first + geometry.pieceCountOf(file); piece++) {
      remove(piece);
    }
  }
}
