package covey.protocol.wire;

import covey.protocol.directory.DirectoryAnswer;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the overhead of a node's connections. One object serves all connections; counts only grow.
 * Thread-safe; a frame costs one addition and no memory.
 *
 * <p><b>Control bytes</b> are bytes written to sockets other than the payload of blocks: every
 * frame with its length prefix, including those of the handshake and of blocks, and the payload of
 * infos and piece layers. Headers of TCP and IP, retransmissions and bytes relayed for others are
 * not counted. Between members of a cluster, every JGroups message with its length prefix counts,
 * including heartbeats and views, except multicast discovery and the greeting of a new link.
 *
 * <p><b>Directory requests</b> are verbs sent to other processes, over a connection or to another
 * member; what a node answers from its own registry is not counted. A verb sent to several members
 * counts once for each.
 *
 * <p><b>Refusals</b> are negative answers to valid requests: no capacity (BUSY), not in this mode
 * or network (NOT_ALLOWED, VERSION), not held here (UNKNOWN_SHARE, a block that is gone), a refused
 * deposit, a connection dropped unread because too many handshakes are in progress. A fault of the
 * other side does not count, nor does a seat that is not granted, since that answer names the
 * members to use.
 */
public final class Overhead {
  private final LongAdder controlBytes = new LongAdder();
  private final LongAdder requestsSent = new LongAdder();
  private final LongAdder requestsAnswered = new LongAdder();
  private final LongAdder refusalsSent = new LongAdder();
  private final LongAdder refusalsReceived = new LongAdder();

  /** Bytes sent other than the payload of blocks. */
  public long controlBytes() {
    return controlBytes.sum();
  }

  /** Directory verbs sent to other processes. */
  public long directoryRequests() {
    return requestsSent.sum();
  }

  /** Directory verbs of other processes that were answered, including refusals. */
  public long directoryRequestsAnswered() {
    return requestsAnswered.sum();
  }

  /** Refusals sent. */
  public long refusalsSent() {
    return refusalsSent.sum();
  }

  /** Refusals received. */
  public long refusalsReceived() {
    return refusalsReceived.sum();
  }

  /** Counts control bytes that were sent outside frames. */
  public void sent(long bytes) {
    controlBytes.add(bytes);
  }

  /** Counts a directory request that was sent outside frames. */
  public void asked() {
    requestsSent.increment();
  }

  /** Counts a sent message, whose bytes are counted elsewhere. */
  public void said(Message message) {
    switch (message) {
      case Message.DirectoryRequest _ -> requestsSent.increment();
      case Message.DirectoryReply _ -> requestsAnswered.increment();
      default -> {}
    }
    if (refuses(message)) {
      refusalsSent.increment();
    }
  }

  /** Counts a received message. */
  public void heard(Message message) {
    if (refuses(message)) {
      refusalsReceived.increment();
    }
  }

  /** Counts a written frame and the payload of its message. */
  void wrote(Message message, int frameBytes) {
    int content = message instanceof Message.Block ? message.payloadBytes() : 0;
    controlBytes.add((long) frameBytes + message.payloadBytes() - content);
    said(message);
  }

  /** Counts a connection that was dropped unread. */
  void turnedAway() {
    refusalsSent.increment();
  }

  private static boolean refuses(Message message) {
    return switch (message) {
      case Message.ErrorMessage error -> refuses(error.code());
      case Message.Refused _ -> true;
      case Message.DepositState deposit -> deposit.state() == Message.DepositState.State.REFUSED;
      case Message.DirectoryReply reply ->
          reply.answer() instanceof DirectoryAnswer.Failed failed && refuses(failed.code());
      default -> false;
    };
  }

  private static boolean refuses(DirectoryAnswer.FailureCode code) {
    return switch (code) {
      case BUSY, NOT_ALLOWED, UNKNOWN_SHARE -> true;
      case BAD_FRAME, TOO_LARGE, VERSION, INTERNAL -> false;
    };
  }

  private static boolean refuses(Message.ErrorCode code) {
    return switch (code) {
      case BUSY, NOT_ALLOWED, UNKNOWN_SHARE, VERSION -> true;
      case BAD_FRAME, TOO_LARGE, INTERNAL -> false;
    };
  }
}
