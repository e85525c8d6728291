package covey.tracker.cluster;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.wire.DirectoryCodec;
import covey.protocol.wire.FrameCodec;
import covey.protocol.wire.Message;
import covey.protocol.wire.Tap;
import covey.tracker.registry.DirectoryHost;
import covey.tracker.registry.Registry;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jgroups.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests of other members from this member's registry, and delivers their answers. Runs
 * on the channel's virtual threads, which are unbounded; this class bounds the concurrency.
 */
final class QuestionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(QuestionHandler.class);
  private static final int MOST_AT_ONCE = 256;

  private final MemberChannel channel;
  private final PendingCalls calls;
  private final Registry registry;
  private final DirectoryHost local;
  private final Consumer<DirectoryVerb.Withdraw> withdrawn;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);

  /**
   * Creates a handler.
   *
   * @param withdrawn receives what a node withdrew through another member
   */
  QuestionHandler(
      MemberChannel channel,
      PendingCalls calls,
      Registry registry,
      DirectoryHost local,
      Consumer<DirectoryVerb.Withdraw> withdrawn) {
    this.channel = channel;
    this.calls = calls;
    this.registry = registry;
    this.local = local;
    this.withdrawn = withdrawn;
  }

  /** Handles a request or an answer; drops malformed messages. */
  void received(Address from, byte[] bytes, int offset, int length) {
    switch (DirectoryCodec.decode(bytes, offset, length)) {
      case FrameCodec.Decoded.Valid(Message.DirectoryRequest(long id, DirectoryVerb verb)) ->
          reply(from, id, answerTapped(from, verb));
      case FrameCodec.Decoded.Valid(Message.DirectoryReply reply) -> {
        channel.overhead().heard(reply);
        calls.answered(from, reply.id(), reply.answer());
      }
      case FrameCodec.Decoded.Valid(Message other) -> LOG.debug("from a member: {}", other);
      case FrameCodec.Decoded.Malformed(String reason) ->
          LOG.warn("a malformed message from member {}: {}", from, reason);
    }
  }

  private DirectoryAnswer answerTapped(Address from, DirectoryVerb verb) {
    Tap tap = channel.tap();
    if (tap == null) {
      return answer(verb);
    }
    long beganNanos = System.nanoTime();
    DirectoryAnswer answer = answer(verb);
    Member.at(from).ifPresent(member -> tap.askedByMember(member.node(), verb, answer, beganNanos));
    return answer;
  }

  private DirectoryAnswer answer(DirectoryVerb verb) {
    if (!room.tryAcquire()) {
      return new DirectoryAnswer.Failed(
          DirectoryAnswer.FailureCode.BUSY, "the member has too much to answer");
    }
    try {
      return switch (verb) {
        case OrderVerb.Follow _, OrderVerb.OrderMode _ ->
            new DirectoryAnswer.Failed(
                DirectoryAnswer.FailureCode.NOT_ALLOWED, "that is asked at one's own member");
        case OrderVerb _, RendezvousVerb _ -> local.ask(verb);
        case DirectoryVerb.Withdraw withdraw -> {
          withdrawn.accept(withdraw);
          yield registry.ask(verb);
        }
        default -> registry.ask(verb);
      };
    } finally {
      room.release();
    }
  }

  private void reply(Address to, long id, DirectoryAnswer answer) {
    try {
      channel.send(to, DirectoryCodec.encodeReply(id, answer));
      channel.overhead().said(new Message.DirectoryReply(id, answer));
    } catch (IOException e) {
      LOG.debug("cannot answer {}: {}", to, e.getMessage());
    }
  }
}
