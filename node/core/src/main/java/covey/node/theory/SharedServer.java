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
  /** With more places than this, nodes never wait in practice. */
  private static final int AT_ONCE_MAX = 1_000_000;

  /** Throws IllegalArgumentException if a figure is out of its range. */
  public SharedServer {
    if (!(fileBytes > 0) || !(upBytesPerSecond > 0) || !(downBytesPerSecond >= 0)) {
      throw new IllegalArgumentException(
          fileBytes + " bytes, up " + upBytesPerSecond + ", down " + downBytesPerSecond);
    }
  }

  /** Returns the load, lambda·F/u_s; at 1 or more the server falls behind without limit. */
  public double load(double arrivalsPerSecond) {
    return arrivalsPerSecond * fileBytes / upBytesPerSecond;
  }

  /**
   * Returns a node's mean time in seconds with Poisson arrivals in the long run: processor sharing
   * with capacity for R = u_s/d nodes at full speed (Lindberger, "Balancing quality of service,
   * pricing and utilisation in multiservice networks with stream and elastic traffic", ITC 16,
   * 1999), which without a downlink limit is (F/u_s)/(1 - load). Infinite if the load is 1 or more.
   * Throws IllegalArgumentException if the rate is negative.
   */
  public double meanSeconds(double arrivalsPerSecond) {
    if (!(arrivalsPerSecond >= 0)) {
      throw new IllegalArgumentException(arrivalsPerSecond + " arrivals a second");
    }
    double load = load(arrivalsPerSecond);
    if (load >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    double full = Math.min(AT_ONCE_MAX, Math.floor(upBytesPerSecond / fastest()));
    return fileBytes / fastest() * (1 + waiting((int) full, load) / (full * (1 - load)));
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

  /** Erlang's C formula: the probability that all places are taken. */
  private static double waiting(int places, double load) {
    double offered = places * load;
    double blocked = 1;
    for (int i = 1; i <= places; i++) {
      blocked = offered * blocked / (i + offered * blocked);
    }
    return blocked / (1 - load * (1 - blocked));
  }
}
