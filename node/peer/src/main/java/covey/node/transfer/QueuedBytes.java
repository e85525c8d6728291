package covey.node.transfer;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.OrderAnswer;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.wire.Message;

/** Estimates how much memory a message takes while it is queued. */
final class QueuedBytes {
  private static final int MESSAGE = 64;
  private static final int NUMBER = 20;
  private static final int ADDRESS = 100;
  private static final int RECORD = 300;

  private QueuedBytes() {}

  static int of(Message message) {
    return MESSAGE
        + switch (message) {
          case Message.Open open when open.holding() instanceof Message.Holding.Some some ->
              some.bitfield().remaining();
          case Message.Have have -> have.pieces().size() * NUMBER;
          case Message.DirectoryReply reply -> of(reply.answer());
          default -> 0;
        };
  }

  private static int of(DirectoryAnswer answer) {
    return switch (answer) {
      case DirectoryAnswer.LookedUp found -> found.providers().size() * RECORD;
      case DirectoryAnswer.Found found -> found.shares().size() * RECORD;
      case DirectoryAnswer.Described known ->
          ADDRESS * (known.members().size() + known.nodes().size() + known.hosts().size());
      case OrderAnswer.Followers all -> all.followers().size() * RECORD;
      case RendezvousAnswer.Seated seated -> seated.hosts().size() * ADDRESS;
      default -> RECORD;
    };
  }
}
