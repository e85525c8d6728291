/**
 * The wire protocol: messages, frames, the handshake, and the one place where connections are made.
 *
 * <p>The only package that sees generated protobuf; all others use {@link
 * covey.protocol.wire.Message}. The protocol itself is described in covey.proto. Read {@link
 * covey.protocol.wire.Message} first, then FrameCodec.
 */
@NullMarked
package covey.protocol.wire;

import org.jspecify.annotations.NullMarked;
