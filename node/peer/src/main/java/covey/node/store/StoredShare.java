package covey.node.store;

import covey.protocol.content.PieceLayers;

/** What a store has of a share: pieces, the places of their files, and the hashes of the pieces. */
record StoredShare(
    ShareContent content, FileTable files, PieceInventory holdings, PieceLayers layers) {}
