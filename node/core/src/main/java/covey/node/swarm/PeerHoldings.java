package covey.node.swarm;

import covey.protocol.content.PieceSet;
import java.util.List;

/** Applies changes of what peers hold to the counts of holders and of fresh pieces. */
final class PeerHoldings {
  private final PieceAssembly assembly;
  private final SuperSeedLedger ledger;
  private final DownloadScheduler downloads;

  PeerHoldings(PieceAssembly assembly, SuperSeedLedger ledger, DownloadScheduler downloads) {
    this.assembly = assembly;
    this.ledger = ledger;
    this.downloads = downloads;
  }

  /** A peer opened the share again with what it holds, wants and serves. */
  void replace(long now, PeerState peer, Input.PeerOpened input, List<Output> out) {
    // Only the pieces of serving peers count: a change of role recounts them all.
    for (int p = peer.has.nextSet(0); p >= 0; p = peer.has.nextSet(p + 1)) {
      if (!input.has().contains(p) || input.serves() != peer.serves) {
        remove(peer, p);
      }
    }
    peer.wants = input.wants();
    peer.serves = input.serves();
    peer.onlySource = input.onlySource();
    for (int p = input.has().nextSet(0); p >= 0; p = input.has().nextSet(p + 1)) {
      add(peer, p);
    }
    for (Block block : DownloadScheduler.blocksOf(peer)) {
      if (!peer.provides(block.piece())) {
        downloads.takeBack(now, peer, block, out);
      }
    }
    assembly.releaseOnly(peer);
    if (!peer.serves) {
      downloads.releasePushed(peer);
    }
  }

  /** Its pieces no longer count; requests to it stand. */
  void stopServing(PeerState peer) {
    PieceSet has = peer.has.copy();
    for (int p = has.nextSet(0); p >= 0; p = has.nextSet(p + 1)) {
      remove(peer, p);
    }
    peer.serves = false;
    for (int p = has.nextSet(0); p >= 0; p = has.nextSet(p + 1)) {
      add(peer, p);
    }
    assembly.releaseOnly(peer);
    downloads.releasePushed(peer);
  }

  void add(PeerState peer, int piece) {
    if (peer.has.add(piece)) {
      if (peer.serves) {
        assembly.holderGained(piece, peer);
      }
      ledger.held(piece, peer);
      peer.upload.stopPush(piece);
    }
  }

  void remove(PeerState peer, int piece) {
    if (peer.has.remove(piece)) {
      if (peer.serves) {
        assembly.holderLost(piece, peer);
      }
      ledger.refresh(piece);
    }
  }
}
