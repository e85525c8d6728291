package covey.node.theory;

/**
 * Nodes that join one after the other, download from a seed and from each other, and leave: the
 * fluid equations of Qiu and Srikant ("Modeling and performance analysis of BitTorrent-like
 * peer-to-peer networks", SIGCOMM 2004), with a seed that always stays.
 *
 * <pre>
 *   x' = lambda - v      v = min(c·x, s + mu·(eta·x + y))
 *   y' = v - gamma·y
 * </pre>
 *
 * x is the number of downloading nodes, y the number of complete nodes that keep serving. In files
 * per second, mu is a node's uplink, c its downlink and s the seed's uplink. eta, the usable
 * fraction of uplinks, is 1 - ln(M)/M for M pieces, the paper's value for one neighbour. The model
 * has no queue: if uplinks offer more than is wanted and downlinks have no limit, downloads take no
 * time.
 *
 * @param model the file and the links
 * @param arrivals the rates at which nodes join and leave
 */
public record SteadySwarm(FluidModel model, Arrivals arrivals) {
  private static final int STEPS_MIN = 20_000;
  private static final int STEPS_MAX = 2_000_000;

  /** The number of steps in the time in which a node sends a file or a seed leaves. */
  private static final int STEPS_EACH = 100;

  /** The factor by which steps grow after the last arrival. */
  private static final double STRETCH = 1.001;

  /**
   * Rates, each 0 or more.
   *
   * @param perSecond lambda: the rate at which nodes join, as a Poisson process; more than 0
   * @param leavesPerSecond gamma: the rate at which a complete node leaves; infinite for at once
   */
  public record Arrivals(double perSecond, double leavesPerSecond) {
    /** Throws IllegalArgumentException if a rate is out of its range. */
    public Arrivals {
      if (!(perSecond > 0) || !(leavesPerSecond >= 0)) {
        throw new IllegalArgumentException(perSecond + " come, " + leavesPerSecond + " leave");
      }
    }
  }

  /**
   * Returns the mean download time of the first {@code nodes}, 1 or more, if no node joins after
   * them, in seconds.
   */
  public double meanSeconds(int nodes) {
    Flow flow = new Flow();
    double step = flow.run(nodes / arrivals.perSecond);
    double little = nodes * 1e-9;
    while (flow.x > little) {
      step *= STRETCH;
      flow.step(step, 0);
    }
    return flow.nodeSeconds / nodes;
  }

  private double files(double bytesPerSecond) {
    return bytesPerSecond / model.fileBytes();
  }

  private double mu() {
    return files(model.up().peerBytesPerSecond());
  }

  private double seedFiles() {
    return files(model.up().seedBytesPerSecond());
  }

  /**
   * Integrates the equations in steps that are stable for any rates: the terms decay exponentially.
   */
  private final class Flow {
    double x;
    double y;

    /** The integral of x. */
    double nodeSeconds;

    /** Lets nodes join for this long; returns the length of a step. */
    double run(double seconds) {
      double leave = Double.isFinite(arrivals.leavesPerSecond) ? arrivals.leavesPerSecond : 0;
      double fastest = Math.max(mu(), leave);
      int steps = (int) Math.clamp(seconds * fastest * STEPS_EACH, STEPS_MIN, STEPS_MAX);
      for (int i = 0; i < steps; i++) {
        step(seconds / steps, arrivals.perSecond);
      }
      return seconds / steps;
    }

    void step(double seconds, double perSecond) {
      double before = x;
      double present = x + perSecond * seconds;
      double able = seedFiles() + mu() * (model.effectiveness() * x + y);
      double completed =
          Math.min(able * seconds, present * part(files(model.downLimit()), seconds));
      x = present - completed;
      y = y * (1 - part(arrivals.leavesPerSecond, seconds)) + completed;
      if (arrivals.leavesPerSecond == Double.POSITIVE_INFINITY) {
        y = 0;
      }
      nodeSeconds += (before + x) / 2 * seconds;
    }

    private static double part(double rate, double seconds) {
      return -Math.expm1(-rate * seconds);
    }
  }
}
