package covey.node.store;

import covey.protocol.content.PieceLayers;

/** What of a share is here: its pieces, where their files are, and the hashes that prove them. */
record Holding(Content content, FileTable files, Holdings holdings, PieceLayers layers) {}
