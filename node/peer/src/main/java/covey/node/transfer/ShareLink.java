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
 * One share as spoken of on one connection: both sides' handles, and what the other side said it
 * holds. Its fields are guarded by the session's lock.
 */
final class ShareLink {
  /** Pieces that one peer may announce before the core runs. */
  private static final int MOST_EARLY_HAVES = 1 << 20;

  private final Connection connection;
  private final ShareSession session;
  private final int localHandle;

  /** What the other side's last Open said; null before it came. */
  Message.@Nullable Open theirs;

  /** Pieces announced before the swarm core ran. */
  private final List<Integer> earlyHaves = new ArrayList<>();

  /** Whether our own Open was sent. */
  boolean opened;

  /** How many pieces our own Open said that we hold. */
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

  /** Whether the mode lets us speak of shares with the other side. */
  boolean isAllowed() {
    return connection.mayAsk() || connection.mayServe();
  }

  /** Whether the other side answers requests, and we may ask it. */
  boolean serves() {
    return theirs != null && theirs.serves() && connection.mayAsk();
  }

  /** What the other side's Open means to the swarm core, as far as the mode lets it. */
  Input.PeerOpened opening(Message.Open open, PieceSet has) {
    return new Input.PeerOpened(
        peer(),
        has,
        open.wants() && connection.mayServe(),
        open.serves() && connection.mayAsk(),
        connection.host().isOnlySource(connection.node()));
  }

  /** Keeps what the peer announced before the core runs, up to a bound. */
  void hadEarly(List<Integer> pieces) {
    if (earlyHaves.size() < MOST_EARLY_HAVES) {
      earlyHaves.addAll(pieces);
    }
  }

  /** Takes out what was kept, as far as such pieces exist. */
  List<Integer> takeEarly(int pieceCount) {
    List<Integer> early = earlyHaves.stream().filter(piece -> piece < pieceCount).toList();
    earlyHaves.clear();
    return early;
  }

  boolean holdsNothing() {
    return theirs == null || theirs.holding() instanceof Holding.None;
  }
}
