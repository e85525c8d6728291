package covey.node.compare;

import covey.node.theory.FluidModel;

/**
 * The difference between the nodes' own scheduler and the fluid model, measured by a simulation of
 * as many nodes as time allows, and assumed to hold for more nodes and other numbers of pieces.
 *
 * <p>The difference is counted in units of the time that a piece takes over all its hops, {@link
 * FluidModel#hops} times {@link FluidModel#pieceSeconds}: with 16 nodes and equal uplinks it is 2.9
 * of them for 64, 128 and 512 pieces alike. It grows with the number of nodes, to about 5 with 100
 * and 12 with the 10,000 of a simulation, so an extrapolation from few nodes to many is too low
 * rather than too high.
 *
 * @param nodes the number of nodes that were simulated
 * @param ways the simulated seconds in excess of the model's, in the unit above; may be negative
 * @param seedFactor the ratio of simulated to modelled bytes sent by the seed
 */
public record Calibration(int nodes, double ways, double seedFactor) {
  /**
   * Returns the calibration from a simulation of a crowd and the model's prediction for the share
   * as it was simulated.
   */
  static Calibration of(CrowdModel crowd, ArrivalPattern arrival, CrowdModel.Outcome simulated) {
    FluidModel model = crowd.simulatedModel();
    CrowdModel.Outcome fluid = arrival.fluid(crowd, model);
    double seconds = simulated.seconds() * model.fileBytes() / crowd.sizeBytes();
    return new Calibration(
        crowd.nodes(),
        (seconds - fluid.seconds()) / waySeconds(crowd, model),
        simulated.seedCopies() / fluid.seedCopies());
  }

  /** Returns the model's prediction for the actual share, corrected by this calibration. */
  CrowdModel.Outcome applied(ArrivalPattern arrival, CrowdModel crowd) {
    FluidModel model = crowd.model();
    CrowdModel.Outcome fluid = arrival.fluid(crowd, model);
    double seconds = fluid.seconds() + ways * waySeconds(crowd, model);
    return new CrowdModel.Outcome(
        Math.max(fluid.boundSeconds(), seconds),
        fluid.boundSeconds(),
        fluid.seedCopies() * seedFactor);
  }

  private static double waySeconds(CrowdModel crowd, FluidModel model) {
    return Math.max(1, model.hops(crowd.nodes())) * model.pieceSeconds();
  }
}
