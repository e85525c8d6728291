package covey.node.demo;

/**
 * The shortest times in which F bytes can reach N receivers over links that bound only sending
 * (Kumar and Ross, 2006).
 */
final class Bounds {
  private Bounds() {}

  /** One server sends everything: N·F/u_s, in seconds. */
  static double clientServerSeconds(long fileBytes, int receivers, double serverBytesPerSecond) {
    return receivers * (double) fileBytes / serverBytesPerSecond;
  }

  /** Receivers help: max(F/u_s, N·F/(u_s + N·u)), in seconds, for receivers that each send u. */
  static double peerToPeerSeconds(
      long fileBytes, int receivers, double seedBytesPerSecond, double peerBytesPerSecond) {
    return Math.max(
        fileBytes / seedBytesPerSecond,
        receivers * (double) fileBytes / (seedBytesPerSecond + receivers * peerBytesPerSecond));
  }
}
