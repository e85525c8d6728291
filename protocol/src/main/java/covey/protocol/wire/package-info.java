/**
 * What goes over a connection: messages, frames, the handshake, and the one place where connections
 * are made.
 *
 * <p>The only package that sees generated protobuf; everybody else sees {@link
 * covey.protocol.wire.Message}. The protocol itself is described in covey.proto. Read {@link
 * covey.protocol.wire.Message} first, then FrameCodec.
 */
@NullMarked
package covey.protocol.wire;

import org.jspecify.annotations.NullMarked;
