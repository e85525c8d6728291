package covey.protocol.wire;

import com.google.common.net.HostAndPort;
import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareId;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.RelayTicket;
import covey.protocol.directory.RelayToken;
import covey.protocol.identity.NodeId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A message between two nodes; covey.proto describes each kind. Decoding checks values: handles are
 * 1 .. 65,535, indices and offsets are not negative, lengths are within {@link WireLimits}. The
 * receiver must check whether they fit the share.
 */
public sealed interface Message {
  /** Returns how many raw bytes follow on the wire; 0 for most messages. */
  default int payloadBytes() {
    return 0;
  }

  /** The first message in each direction; {@code networkId} is base32, empty in an open network. */
  record Hello(
      int lowestVersion,
      int highestVersion,
      List<String> features,
      NodeId node,
      String networkId,
      String agent,
      List<HostAndPort> listen)
      implements Message {}

  /** The reason why the connection closes or, with a share, why that share is refused. */
  record ErrorMessage(
      ErrorCode code, String sentence, int retryAfterMillis, Optional<ShareId> share)
      implements Message {}

  /** Reasons of an error. */
  enum ErrorCode {
    BAD_FRAME,
    TOO_LARGE,
    UNKNOWN_SHARE,
    NOT_ALLOWED,
    BUSY,
    VERSION,
    INTERNAL
  }

  /** Requests a Pong. */
  record Ping(long nonce) implements Message {}

  /** Answers a Ping. */
  record Pong(long nonce) implements Message {}

  /** The sender closes the connection on purpose. */
  record Goodbye(String reason) implements Message {}

  /** Opens a share, or updates what the sender holds of it. */
  record Open(int handle, ShareId share, Holding holding, boolean wants, boolean serves)
      implements Message {}

  /** What the sender of an Open holds. */
  sealed interface Holding {
    /** Every piece. */
    record All() implements Holding {}

    /** No piece. */
    record None() implements Holding {}

    /**
     * A bitfield, not checked yet: {@link PieceSet#fromBitfield} checks it against the share's
     * piece count. Read-only.
     */
    record Some(ByteBuffer bitfield) implements Holding {}
  }

  /** Closes the share on this connection. */
  record Close(int handle) implements Message {}

  /** The sender has verified these pieces. */
  record Have(int handle, List<Integer> pieces) implements Message {}

  /** Requests a block. */
  record Request(int handle, int piece, int offsetBytes, int lengthBytes) implements Message {}

  /** Cancels a request. */
  record Cancel(int handle, int piece, int offsetBytes, int lengthBytes) implements Message {}

  /** Allows the other side to send this many more bytes of its choice. */
  record Credit(int handle, int bytes) implements Message {}

  /** A block; its bytes follow. */
  record Block(int handle, int piece, int offsetBytes, int payloadBytes, boolean fresh)
      implements Message {}

  /** A request that will not be answered. */
  record Refused(int handle, int piece, int offsetBytes, int lengthBytes) implements Message {}

  /** Requests a part of the ShareInfo. */
  record InfoRequest(int handle, long offsetBytes, int lengthBytes) implements Message {}

  /** A part of the ShareInfo; its bytes follow. */
  record InfoChunk(int handle, long offsetBytes, long totalBytes, int payloadBytes)
      implements Message {}

  /** Requests hashes of a file's piece layer. */
  record LayerRequest(int handle, int file, int first, int count) implements Message {}

  /** Hashes of a file's piece layer follow, 32 bytes each. */
  record LayerChunk(int handle, int file, int first, int payloadBytes) implements Message {}

  /** Asks the origin to fetch and keep a share. */
  record Deposit(ShareId share, String name, long sizeBytes) implements Message {}

  /** The progress of a deposit at the origin. */
  record DepositState(ShareId share, State state, long haveBytes, String sentence)
      implements Message {
    /** The state of a deposit. */
    public enum State {
      FETCHING,
      KEPT,
      REFUSED
    }
  }

  /** A verb for the directory host. */
  record DirectoryRequest(long id, DirectoryVerb verb) implements Message {}

  /** The host's answer. */
  record DirectoryReply(long id, DirectoryAnswer answer) implements Message {}

  /**
   * From the directory host: {@code node} wants the share and cannot dial us; dial it or join it at
   * the relay.
   */
  record DialBack(NodeRecord node, ShareId share, Optional<RelayTicket> relay) implements Message {}

  /** To a relay: reserve a place that node {@code to} may join. */
  record RelayOpen(NodeId to) implements Message {}

  /** The relay reserved a place for the holder of the token. */
  record RelayWaiting(RelayToken token) implements Message {}

  /** To a relay: joins the place. */
  record RelayJoin(RelayToken token) implements Message {}

  /** The other node has joined; what follows comes from it. */
  record RelayReady() implements Message {}

  /** A frame whose body this version does not know; ignored. */
  record Unknown() implements Message {}
}
