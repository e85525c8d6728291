package covey.protocol.wire;

import com.google.protobuf.CodedOutputStream;
import covey.protocol.wire.proto.Frame;
import covey.protocol.wire.proto.RelayReady;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Converts between {@link Message} and the bytes of a frame, without payload. This is the only
 * place that names every kind of message. Thread-safe; no input from the network makes {@link
 * #decode} throw.
 */
public final class FrameCodec {
  private FrameCodec() {}

  /** The result of decoding a frame. */
  public sealed interface Decoded {
    /** A message whose values are all within their limits. */
    record Valid(Message message) implements Decoded {}

    /** Invalid bytes; the reason is a human-readable sentence. */
    record Malformed(String reason) implements Decoded {}
  }

  /**
   * Encodes the length prefix and the frame; throws IllegalStateException if the message is too
   * large.
   */
  public static ByteBuffer encode(Message message) {
    return encode(List.of(message));
  }

  /** Encodes several messages, one frame after the other. */
  static ByteBuffer encode(List<Message> messages) {
    List<Frame> frames = messages.stream().map(FrameCodec::toFrame).toList();
    int totalBytes = 0;
    for (Frame frame : frames) {
      int frameBytes = frame.getSerializedSize();
      if (frameBytes < 1 || frameBytes > WireLimits.MESSAGE_BYTES) {
        throw new IllegalStateException(
            "a frame of %d bytes: %s".formatted(frameBytes, frame.getBodyCase()));
      }
      totalBytes = Math.addExact(totalBytes, Integer.BYTES + frameBytes);
    }
    ByteBuffer out = ByteBuffer.allocate(totalBytes);
    for (Frame frame : frames) {
      int frameBytes = frame.getSerializedSize();
      out.putInt(frameBytes);
      write(frame, out.array(), out.position(), frameBytes);
      out.position(out.position() + frameBytes);
    }
    return out.flip();
  }

  /**
   * Decodes the remaining bytes, one frame without its length prefix; leaves the position
   * unchanged.
   */
  public static Decoded decode(ByteBuffer frameBytes) {
    try {
      return new Decoded.Valid(read(frameBytes));
    } catch (MalformedFrameException e) {
      return new Decoded.Malformed(String.valueOf(e.getMessage()));
    }
  }

  /** As {@link #decode}, but throws on malformed bytes; the exception has the error code. */
  static Message read(ByteBuffer frameBytes) throws MalformedFrameException {
    if (frameBytes.remaining() > WireLimits.MESSAGE_BYTES) {
      throw tooLarge(frameBytes.remaining(), WireLimits.MESSAGE_BYTES);
    }
    try {
      FieldCount.check(frameBytes);
      return toMessage(Frame.parseFrom(frameBytes.duplicate()));
    } catch (MalformedFrameException e) {
      throw e;
    } catch (IOException e) {
      throw new MalformedFrameException("not protobuf: " + e.getMessage());
    }
  }

  /** Returns the exception for a frame that is, or claims to be, longer than allowed. */
  static MalformedFrameException tooLarge(int unsignedBytes, int mostBytes) {
    return new MalformedFrameException(
        Message.ErrorCode.TOO_LARGE,
        "a frame of %s bytes where at most %d are allowed"
            .formatted(Integer.toUnsignedString(unsignedBytes), mostBytes));
  }

  /** The array has exactly the encoded size, so it cannot run out of space. */
  static void write(Frame frame, byte[] out, int offset, int frameBytes) {
    try {
      CodedOutputStream stream = CodedOutputStream.newInstance(out, offset, frameBytes);
      frame.writeTo(stream);
      stream.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Frame toFrame(Message message) {
    Frame.Builder frame = Frame.newBuilder();
    switch (message) {
      case Message.Hello m -> frame.setHello(ConnectionMessages.hello(m));
      case Message.ErrorMessage m -> frame.setError(ConnectionMessages.error(m));
      case Message.Ping m -> frame.setPing(ConnectionMessages.ping(m));
      case Message.Pong m -> frame.setPong(ConnectionMessages.pong(m));
      case Message.Goodbye m -> frame.setGoodbye(ConnectionMessages.goodbye(m));
      case Message.Open m -> frame.setOpen(SwarmMessages.open(m));
      case Message.Close m -> frame.setClose(SwarmMessages.close(m));
      case Message.Have m -> frame.setHave(SwarmMessages.have(m));
      case Message.Request m -> frame.setRequest(SwarmMessages.request(m));
      case Message.Cancel m -> frame.setCancel(SwarmMessages.cancel(m));
      case Message.Credit m -> frame.setCredit(SwarmMessages.credit(m));
      case Message.Block m -> frame.setBlock(SwarmMessages.block(m));
      case Message.Refused m -> frame.setRefused(SwarmMessages.refused(m));
      case Message.InfoRequest m -> frame.setInfoRequest(ContentMessages.infoRequest(m));
      case Message.InfoChunk m -> frame.setInfoChunk(ContentMessages.infoChunk(m));
      case Message.LayerRequest m -> frame.setLayerRequest(ContentMessages.layerRequest(m));
      case Message.LayerChunk m -> frame.setLayerChunk(ContentMessages.layerChunk(m));
      case Message.Deposit m -> frame.setDeposit(ContentMessages.deposit(m));
      case Message.DepositState m -> frame.setDepositState(ContentMessages.depositState(m));
      case Message.DirectoryRequest m -> frame.setDirectoryRequest(DirectoryRequests.request(m));
      case Message.DirectoryReply m -> frame.setDirectoryReply(DirectoryReplies.reply(m));
      case Message.DialBack m -> frame.setDialBack(RendezvousMessages.dialBack(m));
      case Message.RelayOpen m -> frame.setRelayOpen(RendezvousMessages.relayOpen(m));
      case Message.RelayWaiting m -> frame.setRelayWaiting(RendezvousMessages.relayWaiting(m));
      case Message.RelayJoin m -> frame.setRelayJoin(RendezvousMessages.relayJoin(m));
      case Message.RelayReady _ -> frame.setRelayReady(RelayReady.getDefaultInstance());
      case Message.Unknown _ ->
          throw new IllegalStateException("an unknown message is only ever received");
    }
    return frame.build();
  }

  private static Message toMessage(Frame frame) throws MalformedFrameException {
    return switch (frame.getBodyCase()) {
      case HELLO -> ConnectionMessages.hello(frame.getHello());
      case ERROR -> ConnectionMessages.error(frame.getError());
      case PING -> new Message.Ping(frame.getPing().getNonce());
      case PONG -> new Message.Pong(frame.getPong().getNonce());
      case GOODBYE -> ConnectionMessages.goodbye(frame.getGoodbye());
      case OPEN -> SwarmMessages.open(frame.getOpen());
      case CLOSE -> SwarmMessages.close(frame.getClose());
      case HAVE -> SwarmMessages.have(frame.getHave());
      case REQUEST -> SwarmMessages.request(frame.getRequest());
      case CANCEL -> SwarmMessages.cancel(frame.getCancel());
      case CREDIT -> SwarmMessages.credit(frame.getCredit());
      case BLOCK -> SwarmMessages.block(frame.getBlock());
      case REFUSED -> SwarmMessages.refused(frame.getRefused());
      case INFO_REQUEST -> ContentMessages.infoRequest(frame.getInfoRequest());
      case INFO_CHUNK -> ContentMessages.infoChunk(frame.getInfoChunk());
      case LAYER_REQUEST -> ContentMessages.layerRequest(frame.getLayerRequest());
      case LAYER_CHUNK -> ContentMessages.layerChunk(frame.getLayerChunk());
      case DEPOSIT -> ContentMessages.deposit(frame.getDeposit());
      case DEPOSIT_STATE -> ContentMessages.depositState(frame.getDepositState());
      case DIRECTORY_REQUEST -> DirectoryRequests.request(frame.getDirectoryRequest());
      case DIRECTORY_REPLY -> DirectoryReplies.reply(frame.getDirectoryReply());
      case DIAL_BACK -> RendezvousMessages.dialBack(frame.getDialBack());
      case RELAY_OPEN -> RendezvousMessages.relayOpen(frame.getRelayOpen());
      case RELAY_WAITING -> RendezvousMessages.relayWaiting(frame.getRelayWaiting());
      case RELAY_JOIN -> RendezvousMessages.relayJoin(frame.getRelayJoin());
      case RELAY_READY -> new Message.RelayReady();
      case BODY_NOT_SET -> new Message.Unknown();
    };
  }
}
