package covey.node.transfer;

import covey.node.swarm.Input;
import covey.node.swarm.PeerKey;
import covey.protocol.content.PieceSet;
import covey.protocol.wire.Message;
import covey.protocol.wire.Message.Holding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One share on one connection: our handle for it, and what the other side said it holds. Its fields
 * are guarded by the session's lock.
 */
final class ShareLink {
  /** The number of pieces that a peer may announce before the core runs. */
  private static final int MOST_EARLY_HAVES = 1 << 20;

  private final Connection connection;
  private final ShareSession session;
  private final int localHandle;

  /** The other side's last Open; null before it arrived. */
  Message.@Nullable Open theirs;

  /** Pieces announced before the swarm core ran. */
  private final List<Integer> earlyHaves = new ArrayList<>();

  /** Whether our Open was sent. */
  boolean opened;

  /** The number of pieces that we hold according to our last Open. */
  int saidPieces;

  /** Whether the swarm core knows this peer. */
  boolean inSwarm;

  ShareLink(Connection connection, ShareSession session, int localHandle) {
    this.connection = connection;
    this.session = session;
    this.localHandle = localHandle;
  }

  Connection connection() {
    return connection;
  }

  ShareSession session() {
    return session;
  }

  PeerKey peer() {
    return connection.key();
  }

  int localHandle() {
    return localHandle;
  }

  /** Returns whether the mode allows shares to be open with the other side. */
  boolean isAllowed() {
    return connection.mayAsk() || connection.mayServe();
  }

  /** Returns whether the other side serves, and the mode allows requests to it. */
  boolean serves() {
    return theirs != null && theirs.serves() && connection.mayAsk();
  }

  /** Returns the other side's Open as an input, as far as the mode allows. */
  Input.PeerOpened opening(Message.Open open, PieceSet has) {
    return new Input.PeerOpened(
        peer(),
        has,
        open.wants() && connection.mayServe(),
        open.serves() && connection.mayAsk(),
        connection.host().isOnlySource(connection.node()));
  }

  /** Keeps pieces that the peer announced before the core runs, up to a limit. */
  void hadEarly(List<Integer> pieces) {
    if (earlyHaves.size() < MOST_EARLY_HAVES) {
      earlyHaves.addAll(pieces);
    }
  }

  /** Removes and returns the pieces that were kept and exist. */
  List<Integer> takeEarly(int pieceCount) {
    List<Integer> early = earlyHaves.stream().filter(piece -> piece < pieceCount).toList();
    earlyHaves.clear();
    return early;
  }

  boolean holdsNothing() {
    return theirs == null || theirs.holding() instanceof Holding.None;
  }
}
