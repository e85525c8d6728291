/**
 * Draws recordings as UML sequence diagrams: SVG, PlantUML and Mermaid.
 *
 * <p>Not here: the recording itself ({@link covey.node.trace.Trace}). Read {@link
 * covey.node.diagram.Diagram} first.
 */
@NullMarked
package covey.node.diagram;

import org.jspecify.annotations.NullMarked;
