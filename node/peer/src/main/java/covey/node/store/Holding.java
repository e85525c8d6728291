package covey.node.store;

import covey.protocol.content.PieceLayers;

/** What a store has of a share: pieces, the places of their files, and the hashes of the pieces. */
record Holding(Content content, FileTable files, Holdings holdings, PieceLayers layers) {}
