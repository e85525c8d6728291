package covey.node.theory;

/**
 * The shortest times in which F bytes can reach N receivers (Kumar and Ross, 2006), in seconds. A
 * downlink of 0 is one without limit.
 */
public final class Bounds {
  private Bounds() {}

  /** Returns the bound if one server sends everything: max(N·F/u_s, F/d). */
  public static double clientServerSeconds(
      long fileBytes, int receivers, double serverBytesPerSecond, double downBytesPerSecond) {
    return Math.max(
        receivers * (double) fileBytes / serverBytesPerSecond,
        downSeconds(fileBytes, downBytesPerSecond));
  }

  /**
   * Returns the bound if receivers help: max(F/u_s, F/d, N·F/(u_s + N·u)), for receivers that each
   * receive d and send u on average; if they differ, N·u is the sum of all u_i.
   */
  public static double peerToPeerSeconds(
      long fileBytes, int receivers, Uplinks up, double downBytesPerSecond) {
    double all = up.seedBytesPerSecond() + receivers * up.peerBytesPerSecond();
    return Math.max(
        Math.max(fileBytes / up.seedBytesPerSecond(), downSeconds(fileBytes, downBytesPerSecond)),
        receivers * (double) fileBytes / all);
  }

  private static double downSeconds(long fileBytes, double downBytesPerSecond) {
    return downBytesPerSecond == 0 ? 0 : fileBytes / downBytesPerSecond;
  }

  /** The uplink of the seed or server, and the mean uplink of the receivers. */
  public record Uplinks(double seedBytesPerSecond, double peerBytesPerSecond) {}
}
