package covey.node.http;

/**
 * The mode in force.
 *
 * @param epoch grows with every switch; 0 since the node was started with the mode
 * @param scope node or deployment
 * @param acknowledged nodes that work in this mode because of this switch
 */
record ModeStatus(String mode, long epoch, String scope, int acknowledged) {
  static ModeStatus startedWith(String mode) {
    return new ModeStatus(mode, 0, "node", 1);
  }
}
