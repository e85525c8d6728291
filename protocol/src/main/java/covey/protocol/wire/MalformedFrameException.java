package covey.protocol.wire;

import java.io.IOException;

/** The other side sent an invalid frame; the message says what was expected and what came. */
public final class MalformedFrameException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Message.ErrorCode code;

  MalformedFrameException(Message.ErrorCode code, String reason) {
    super(reason);
    this.code = code;
  }

  MalformedFrameException(String reason) {
    this(Message.ErrorCode.BAD_FRAME, reason);
  }

  /** Returns the error code to send: BAD_FRAME or TOO_LARGE. */
  public Message.ErrorCode code() {
    return code;
  }
}
