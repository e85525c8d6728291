/**
 * Records what a node sends and receives, and stores it in files.
 *
 * <p>Not here: where connections are tapped ({@link covey.protocol.wire.Tap}), and the drawing of a
 * recording ({@code covey.node.diagram}). Read {@link covey.node.trace.TraceRecorder} first.
 */
@NullMarked
package covey.node.trace;

import org.jspecify.annotations.NullMarked;
