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
 * What one side says to the other; covey.proto describes each. Values are checked when decoded:
 * handles are 1 .. 65,535, indices and offsets not negative, lengths within {@link WireLimits}.
 * Whether they fit the share is for whoever knows the share to check.
 */
public sealed interface Message {
  /** How many raw bytes follow on the wire; 0 for most. */
  default int payloadBytes() {
    return 0;
  }

  /** The first message each way; {@code networkId} is base32, empty in an open network. */
  record Hello(
      int lowestVersion,
      int highestVersion,
      List<String> features,
      NodeId node,
      String networkId,
      String agent,
      List<HostAndPort> listen)
      implements Message {}

  /** Why the connection closes, or, with a share, why that share is not spoken of. */
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

  /** To be answered by a Pong. */
  record Ping(long nonce) implements Message {}

  /** Answers a Ping. */
  record Pong(long nonce) implements Message {}

  /** The sender closes on purpose. */
  record Goodbye(String reason) implements Message {}

  /** Opens a share, or says anew what the sender holds of it. */
  record Open(int handle, ShareId share, Holding holding, boolean wants, boolean serves)
      implements Message {}

  /** What the sender of an Open holds. */
  sealed interface Holding {
    /** Every piece. */
    record All() implements Holding {}

    /** No piece. */
    record None() implements Holding {}

    /**
     * The bitfield, still unchecked: {@link PieceSet#fromBitfield} does with the share's count.
     * Read-only.
     */
    record Some(ByteBuffer bitfield) implements Holding {}
  }

  /** No longer speaks of the share. */
  record Close(int handle) implements Message {}

  /** Verified these pieces. */
  record Have(int handle, List<Integer> pieces) implements Message {}

  /** Asks for a block. */
  record Request(int handle, int piece, int offsetBytes, int lengthBytes) implements Message {}

  /** Takes a request back. */
  record Cancel(int handle, int piece, int offsetBytes, int lengthBytes) implements Message {}

  /** Lets the other side send so many more bytes of its choice. */
  record Credit(int handle, int bytes) implements Message {}

  /** A block; its bytes follow. */
  record Block(int handle, int piece, int offsetBytes, int payloadBytes, boolean fresh)
      implements Message {}

  /** A request that will not be answered. */
  record Refused(int handle, int piece, int offsetBytes, int lengthBytes) implements Message {}

  /** Asks for a part of the ShareInfo. */
  record InfoRequest(int handle, long offsetBytes, int lengthBytes) implements Message {}

  /** A part of the ShareInfo; its bytes follow. */
  record InfoChunk(int handle, long offsetBytes, long totalBytes, int payloadBytes)
      implements Message {}

  /** Asks for hashes of a file's piece layer. */
  record LayerRequest(int handle, int file, int first, int count) implements Message {}

  /** Hashes of a file's piece layer follow, 32 bytes each. */
  record LayerChunk(int handle, int file, int first, int payloadBytes) implements Message {}

  /** Asks the origin to fetch and keep a share. */
  record Deposit(ShareId share, String name, long sizeBytes) implements Message {}

  /** How the origin's keeping goes. */
  record DepositState(ShareId share, State state, long haveBytes, String sentence)
      implements Message {
    /** Where it stands. */
    public enum State {
      FETCHING,
      KEPT,
      REFUSED
    }
  }

  /** A verb to the directory host. */
  record DirectoryRequest(long id, DirectoryVerb verb) implements Message {}

  /** The host's answer. */
  record DirectoryReply(long id, DirectoryAnswer answer) implements Message {}

  /** The directory host: {@code node} wants the share and cannot dial us; dial it, or meet it. */
  record DialBack(NodeRecord node, ShareId share, Optional<RelayTicket> relay) implements Message {}

  /** To a relay: keep a place, at which node {@code to} may join. */
  record RelayOpen(NodeId to) implements Message {}

  /** The relay keeps the place for whoever has the token. */
  record RelayWaiting(RelayToken token) implements Message {}

  /** To a relay: takes the place. */
  record RelayJoin(RelayToken token) implements Message {}

  /** The other one is there: what follows is what it says. */
  record RelayReady() implements Message {}

  /** A frame whose body this version does not know; to be ignored. */
  record Unknown() implements Message {}
}
