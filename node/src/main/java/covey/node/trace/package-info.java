/**
 * What a node said and heard, recorded, and drawn as a sequence diagram.
 *
 * <p>Not here: where connections are made and told of ({@link covey.protocol.wire.Tap}). Read
 * {@link covey.node.trace.Recorder} first, then {@link covey.node.trace.Diagram}.
 */
@NullMarked
package covey.node.trace;

import org.jspecify.annotations.NullMarked;
