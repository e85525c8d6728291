package covey.node.compare;

import covey.node.theory.FluidModel;

/**
 * How far the nodes' own scheduler is above the fluid model: measured, by a simulation of as many
 * nodes as there is time for, and taken to hold for more nodes and other numbers of pieces.
 *
 * <p>What is beyond the model is counted in the time that a piece takes over all its hops, {@link
 * FluidModel#hops} times {@link FluidModel#pieceSeconds}: with 16 nodes and equal uplinks it is the
 * same number of these, 2.9, for 64, 128 and 512 pieces. It grows with the nodes, to about 5 with
 * 100 and 12 with the 10,000 of a simulation: from few nodes to many it is rather too little.
 *
 * @param nodes that were simulated
 * @param ways the simulated seconds beyond the model's, in a piece's times over all hops; may be
 *     negative
 * @param seedFactor bytes that the seed sent over the model's
 */
public record Calibration(int nodes, double ways, double seedFactor) {
  /** By what was simulated of a crowd, beside what the model says of the share as simulated. */
  static Calibration of(CrowdModel crowd, ArrivalPattern arrival, CrowdModel.Outcome simulated) {
    FluidModel model = crowd.simulatedModel();
    CrowdModel.Outcome fluid = arrival.fluid(crowd, model);
    double seconds = simulated.seconds() * model.fileBytes() / crowd.sizeBytes();
    return new Calibration(
        crowd.nodes(),
        (seconds - fluid.seconds()) / waySeconds(crowd, model),
        simulated.seedCopies() / fluid.seedCopies());
  }

  /** What the model says of the share as it is, with what was measured beyond it. */
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
