package covey.node.theory;

/**
 * A server whose uplink is shared equally by the downloading nodes while others join: the steady
 * form of {@code central}.
 *
 * @param fileBytes F, more than 0
 * @param upBytesPerSecond of the server, more than 0
 * @param downBytesPerSecond the downlink of one node; 0 for no limit
 */
public record SharedServer(double fileBytes, double upBytesPerSecond, double downBytesPerSecond) {
  /** Throws IllegalArgumentException if a figure is out of its range. */
  public SharedServer {
    if (!(fileBytes > 0) || !(upBytesPerSecond > 0) || !(downBytesPerSecond >= 0)) {
      throw new IllegalArgumentException(
          fileBytes + " bytes, up " + upBytesPerSecond + ", down " + downBytesPerSecond);
    }
  }

  /**
   * Returns the mean time in seconds of nodes that arrive at given times, in seconds and ascending,
   * at an idle server. All nodes want the same and get equal shares, so the first to arrive is the
   * first to complete. Returns 0 without arrivals.
   */
  public double meanSeconds(double[] arrivals) {
    double[] servedBefore = new double[arrivals.length];
    double now = 0;
    double served = 0;
    double sum = 0;
    int come = 0;
    for (int done = 0; done < arrivals.length; done++) {
      double left =
          come == done ? Double.POSITIVE_INFINITY : servedBefore[done] + fileBytes - served;
      while (come < arrivals.length && isNext(arrivals[come] - now, left, come - done)) {
        served += (arrivals[come] - now) * rate(come - done);
        now = arrivals[come];
        servedBefore[come++] = served;
        left = servedBefore[done] + fileBytes - served;
      }
      now += left / rate(come - done);
      served = servedBefore[done] + fileBytes;
      sum += now - arrivals[done];
    }
    return arrivals.length == 0 ? 0 : sum / arrivals.length;
  }

  private boolean isNext(double inSeconds, double leftBytes, int present) {
    return present == 0 || inSeconds * rate(present) <= leftBytes;
  }

  /** Returns the rate of each of this many nodes. */
  private double rate(int present) {
    return present == 0 ? 0 : Math.min(fastest(), upBytesPerSecond / present);
  }

  private double fastest() {
    return downBytesPerSecond == 0
        ? upBytesPerSecond
        : Math.min(downBytesPerSecond, upBytesPerSecond);
  }
}
