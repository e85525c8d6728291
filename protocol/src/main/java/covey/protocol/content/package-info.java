/**
 * The content model: ids, ShareInfo, Merkle trees of BitTorrent v2 (BEP 52), pieces, links.
 *
 * <p>Pure values and functions: no file, socket, thread or clock. Not here: how ShareInfo becomes
 * bytes (covey.protocol.wire), how files are read (covey.node.store). Read {@link
 * covey.protocol.content.ShareInfo} first, then MerkleTree and PieceGeometry.
 */
@NullMarked
package covey.protocol.content;

import org.jspecify.annotations.NullMarked;
