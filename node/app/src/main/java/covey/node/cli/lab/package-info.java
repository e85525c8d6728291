/**
 * Commands of the laboratory: demo, compare, plan, simulate, record and trace.
 *
 * <p>Not here: measuring and simulating (covey.node.compare, covey.node.simulate) and the report
 * (covey.node.report). Read {@link covey.node.cli.lab.LabCommands} first, then {@code
 * CompareCommand}.
 */
@NullMarked
package covey.node.cli.lab;

import org.jspecify.annotations.NullMarked;
