package covey.node.compare;

import covey.node.runtime.FlatJson.Flat;
import org.jspecify.annotations.Nullable;

/**
 * What theory predicts for one mode and one number of nodes. The names of the components are keys
 * of {@code results.json}.
 *
 * @param mode central, tracker or p2p
 * @param method "simulator": the nodes' own scheduler under virtual time; "fluid": the fluid model
 * @param arrival "flash crowd", "steady" or "churn"
 * @param nodes the number of nodes that fetch
 */
public record SimulatedResult(
    String mode,
    String method,
    String arrival,
    int nodes,
    @Flat Prediction prediction,
    @Flat Correction correction) {
  /**
   * What was computed.
   *
   * @param seconds until the last node has everything; with steady arrivals, the mean time of a
   *     node
   * @param boundSeconds the least time that any way of distributing needs with these links
   * @param serverBytes bytes sent by the server, or by the publisher if there is no server
   */
  public record Prediction(double seconds, double boundSeconds, long serverBytes) {}

  /**
   * What real runs say about it.
   *
   * @param calibratedSeconds the predicted time multiplied by the ratio of measured to predicted
   *     time of 8 and 16 nodes; null if there were no such runs
   * @param errorPart the error that remained there, 0.05 for 5 %; null if unknown
   */
  public record Correction(@Nullable Double calibratedSeconds, @Nullable Double errorPart) {
    /** No real runs. */
    public static final Correction NONE = new Correction(null, null);
  }

  /** A prediction that was not compared with real runs. */
  public SimulatedResult(
      String mode, String method, String arrival, int nodes, Prediction prediction) {
    this(mode, method, arrival, nodes, prediction, Correction.NONE);
  }

  /** Returns the prediction with a calibrated time and its error. */
  SimulatedResult calibrated(double calibratedSeconds, double errorPart) {
    return new SimulatedResult(
        mode, method, arrival, nodes, prediction, new Correction(calibratedSeconds, errorPart));
  }

  /** The predicted seconds, before calibration. */
  public double seconds() {
    return prediction.seconds();
  }

  /** The least time that any way of distributing needs with these links. */
  public double boundSeconds() {
    return prediction.boundSeconds();
  }

  /** The expected seconds: calibrated if possible. */
  public double expectedSeconds() {
    Double calibrated = correction.calibratedSeconds();
    return calibrated == null ? seconds() : calibrated;
  }

  /** The error of the calibration, 0.05 for 5 %; null if unknown. */
  public @Nullable Double errorPart() {
    return correction.errorPart();
  }
}
