package covey.node.transfer;

import covey.node.swarm.Block;

/**
 * A block that a share's swarm core has handed out for a connection.
 *
 * @param link whom it goes to
 * @param share on whose account at the uplink
 * @param block which it is
 * @param fresh whether it is sent on credit
 */
record WaitingBlock(ShareLink link, UplinkShare share, Block block, boolean fresh) {}
