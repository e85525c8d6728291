package covey.protocol.wire;

import covey.protocol.directory.Directory;

/** Limits on received data, each checked before memory is allocated. */
public final class WireLimits {
  /** The longest protobuf message of a frame, in bytes. */
  public static final int MESSAGE_BYTES = 1 << 20;

  /** The longest raw payload after a frame, in bytes. */
  public static final int PAYLOAD_BYTES = 4 << 20;

  /** The longest block that may be requested, in bytes. */
  public static final int BLOCK_BYTES = 1 << 20;

  /**
   * The longest ShareInfo, in bytes: some 300,000 files; a node must be able to hold it in its
   * heap.
   */
  public static final int INFO_BYTES = 32 << 20;

  /** The longest part of a ShareInfo or piece layer in one answer, in bytes. */
  public static final int CHUNK_BYTES = 1 << 20;

  /** The highest share handle on a connection. */
  public static final int HANDLE = 65_535;

  /** Shares in one Announce. */
  public static final int ANNOUNCED_SHARES = Directory.SHARES_A_VERB;

  /** Providers in one answer. */
  public static final int PROVIDERS = 200;

  /** Shares in one search's answer. */
  public static final int FOUND_SHARES = 200;

  /** Nodes in one answer about followers. */
  public static final int FOLLOWERS = 2_000;

  /** Addresses of one node. */
  public static final int ADDRESSES = 16;

  /** Sentences, names and agents, in UTF-8 bytes. */
  public static final int TEXT_BYTES = 1_024;

  /** The longest Hello, in bytes; it bounds the memory that an unknown peer can take. */
  static final int HELLO_BYTES = 64 << 10;

  /** The longest piece, in bytes; no block reaches beyond it. */
  static final int PIECE_BYTES = 64 << 20;

  /** The most credit one message may give, in bytes. */
  static final int CREDIT_BYTES = 64 << 20;

  /** Pieces in one Have. */
  public static final int HAVE_PIECES = 65_536;

  /** Names of features in a Hello. */
  static final int FEATURES = 64;

  /** The longest name of a feature, in bytes. */
  static final int FEATURE_BYTES = 64;

  /** The longest network id, in bytes before base32. */
  static final int NETWORK_ID_BYTES = 64;

  /** Program and version of a node, in UTF-8 bytes. */
  static final int AGENT_BYTES = 128;

  /** The name of a share, in UTF-8 bytes. */
  static final int NAME_BYTES = 255;

  /** "members", "tracker" and names of modes are shorter. */
  static final int WORD_BYTES = 32;

  /** Members, or nodes, in one description of a deployment. */
  static final int DESCRIBED_ADDRESSES = 200;

  /** The longest "host:port": a DNS name has at most 253 characters. */
  static final int ADDRESS_CHARACTERS = 260;

  private WireLimits() {}
}
