package covey.node.transfer;

import covey.node.swarm.Block;

/**
 * A block that a share's swarm core has handed out for a connection.
 *
 * @param link where it is sent
 * @param share the share's account at the uplink
 * @param block the block
 * @param fresh whether it is sent on credit
 */
record WaitingBlock(ShareLink link, UplinkFlow share, Block block, boolean fresh) {}
