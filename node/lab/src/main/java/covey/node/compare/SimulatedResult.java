package covey.node.compare;

import org.jspecify.annotations.Nullable;

/**
 * What theory says of one mode at one number of nodes. The components' names are keys of {@code
 * results.json}.
 *
 * @param mode central, tracker or p2p
 * @param method "simulator": the nodes' own scheduler under virtual time; "fluid": the fluid model
 * @param arrival "flash crowd", "steady" or "churn"
 * @param seconds until the last node has everything; with steady arrivals: a node's mean time
 * @param boundSeconds no way of distributing could take less with these links
 * @param serverBytes what the server, or without one the publisher, sends
 * @param calibratedSeconds the same times what real runs of 8 and 16 nodes took over what theory
 *     says of them; null: there were none
 * @param errorPart how far theory was off there in spite of that, 0.05 for 5 %; null: not known
 */
public record SimulatedResult(
    String mode,
    String method,
    String arrival,
    int nodes,
    double seconds,
    double boundSeconds,
    long serverBytes,
    @Nullable Double calibratedSeconds,
    @Nullable Double errorPart) {
  /** Not held against any real run. */
  public SimulatedResult(
      String mode,
      String method,
      String arrival,
      int nodes,
      double seconds,
      double boundSeconds,
      long serverBytes) {
    this(mode, method, arrival, nodes, seconds, boundSeconds, serverBytes, null, null);
  }

  /** Held against real runs. */
  SimulatedResult calibrated(double toSeconds, double error) {
    return new SimulatedResult(
        mode, method, arrival, nodes, seconds, boundSeconds, serverBytes, toSeconds, error);
  }

  /** The seconds that are to be expected: calibrated where that was possible. */
  public double expectedSeconds() {
    Double known = calibratedSeconds;
    return known == null ? seconds : known;
  }
}
