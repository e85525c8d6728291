package covey.protocol.wire;

import covey.protocol.directory.DirectoryAnswer;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a node's connections cost besides content: one object for all of them, which only
 * grows. Thread-safe; a frame costs one addition and no memory.
 *
 * <p><b>Control bytes</b> are what was handed to sockets and is not payload of blocks: every frame
 * with its length prefix, the handshake's and a block's own among them, and the payload of infos
 * and piece layers. Not counted: the headers of TCP and IP, what the system sends again, what a
 * relay passes on for others. To members of a cluster it is every JGroups message with its length
 * prefix, heartbeats and views too, but for multicast discovery and the greeting of a new link.
 *
 * <p><b>Directory requests</b> are verbs put to other processes, over a connection or to another
 * member: not what a node answers out of its own registry. A verb that several members are asked
 * counts for each.
 *
 * <p><b>Refusals</b> are answers that say no to something that is allowed to be asked: no room
 * (BUSY), not in this mode or network (NOT_ALLOWED, VERSION), not held here (UNKNOWN_SHARE, a block
 * that went away), a deposit not kept, a connection closed unheard because too many are greeted. A
 * fault of the other side's is none, nor is a seat that was not granted: that answer says where to
 * go.
 */
public final class Overhead {
  private final LongAdder controlBytes = new LongAdder();
  private final LongAdder requestsSent = new LongAdder();
  private final LongAdder requestsAnswered = new LongAdder();
  private final LongAdder refusalsSent = new LongAdder();
  private final LongAdder refusalsReceived = new LongAdder();

  /** Bytes sent that are not payload of blocks. */
  public long controlBytes() {
    return controlBytes.sum();
  }

  /** Directory verbs put to other processes. */
  public long directoryRequests() {
    return requestsSent.sum();
  }

  /** Directory verbs of other processes that were answered, if only by a refusal. */
  public long directoryRequestsAnswered() {
    return requestsAnswered.sum();
  }

  /** How often this node said no. */
  public long refusalsSent() {
    return refusalsSent.sum();
  }

  /** How often others said no to this node. */
  public long refusalsReceived() {
    return refusalsReceived.sum();
  }

  /** So many bytes were sent that are not payload of blocks, by another carrier than a frame. */
  public void sent(long bytes) {
    controlBytes.add(bytes);
  }

  /** A directory request was sent by another carrier than a frame. */
  public void asked() {
    requestsSent.increment();
  }

  /** A message was sent, whose bytes are counted elsewhere. */
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

  /** A message came. */
  public void heard(Message message) {
    if (refuses(message)) {
      refusalsReceived.increment();
    }
  }

  /** A frame was written, with whatever payload its message has. */
  void wrote(Message message, int frameBytes) {
    int content = message instanceof Message.Block ? message.payloadBytes() : 0;
    controlBytes.add((long) frameBytes + message.payloadBytes() - content);
    said(message);
  }

  /** A connection was closed unheard. */
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
