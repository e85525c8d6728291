package covey.protocol.wire;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import covey.protocol.content.Bytes32;
import covey.protocol.content.Hash;
import covey.protocol.content.ShareId;
import covey.protocol.content.ShareInfo;
import covey.protocol.content.ShareInfo.FileEntry;
import covey.protocol.content.ShareInfo.FolderEntry;
import covey.protocol.content.ShareInfo.LinkEntry;
import covey.protocol.content.ShareInfoRules;
import covey.protocol.wire.proto.Entry;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Encodes a ShareInfo as the bytes whose SHA-256 is the share's id. Equal content has exactly one
 * encoding.
 *
 * <p>Thread-safe.
 */
public final class ShareInfoCodec {
  private static final int LAYOUT = 1;

  /** Discards unknown fields, which could take many times the memory of their bytes. */
  private static final Parser<covey.protocol.wire.proto.ShareInfo> PARSER =
      DiscardUnknownFieldsParser.wrap(covey.protocol.wire.proto.ShareInfo.parser());

  /** The result of decoding. */
  public sealed interface Decoded {}

  /** The bytes equal the result of {@link #encode} for {@code info}. */
  public record Valid(ShareInfo info) implements Decoded {}

  /** The bytes are not a ShareInfo; the reason is one human-readable line. */
  public record Malformed(String reason) implements Decoded {}

  private ShareInfoCodec() {}

  /**
   * Encodes a ShareInfo; throws IllegalArgumentException if {@link ShareInfoRules} reports a
   * problem.
   */
  public static byte[] encode(ShareInfo info) {
    ShareInfoRules.problem(info)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return bytesOf(info);
  }

  /** Decodes untrusted bytes; rejects those that {@link #encode} would not produce. */
  public static Decoded decode(byte[] bytes) {
    if (bytes.length > WireLimits.INFO_BYTES) {
      return new Malformed(
          "a share's info has at most " + WireLimits.INFO_BYTES + " bytes, not " + bytes.length);
    }
    covey.protocol.wire.proto.ShareInfo message;
    try {
      if (entriesIn(bytes) > ShareInfoRules.ENTRIES) {
        return new Malformed("a share has at most " + ShareInfoRules.ENTRIES + " entries");
      }
      message = PARSER.parseFrom(bytes);
    } catch (IOException e) {
      return new Malformed("not a share's info: its bytes are damaged");
    }
    Optional<String> problem = problemOf(message);
    if (problem.isPresent()) {
      return new Malformed(problem.get());
    }
    ShareInfo info = fromMessage(message);
    problem = ShareInfoRules.problem(info);
    if (problem.isPresent()) {
      return new Malformed(problem.get());
    }
    return Arrays.equals(bytesOf(info), bytes)
        ? new Valid(info)
        : new Malformed("the share's info is not in its canonical form");
  }

  /** Returns the id of the share with these ShareInfo bytes. */
  public static ShareId id(byte[] infoBytes) {
    return ShareId.of(Hashing.sha256().hashBytes(infoBytes).asBytes());
  }

  /**
   * Counts entries before memory is allocated for them: an empty entry takes two bytes on the wire,
   * but many more on the heap.
   */
  private static int entriesIn(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    int entries = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag)
          == covey.protocol.wire.proto.ShareInfo.ENTRIES_FIELD_NUMBER) {
        entries++;
      }
      if (!in.skipField(tag)) {
        throw new InvalidProtocolBufferException("end of a group");
      }
    }
    return entries;
  }

  /** Returns the problem of a message that cannot be represented as a ShareInfo. */
  private static Optional<String> problemOf(covey.protocol.wire.proto.ShareInfo message) {
    if (message.getLayout() != LAYOUT) {
      return Optional.of(
          "this version reads layout "
              + LAYOUT
              + " of a share's info, not "
              + Integer.toUnsignedString(message.getLayout()));
    }
    for (int i = 0; i < message.getEntriesCount(); i++) {
      Entry entry = message.getEntries(i);
      if (entry.getKind() == Entry.Kind.UNRECOGNIZED) {
        return Optional.of("entry " + i + " is of the unknown kind " + entry.getKindValue());
      }
      int rootBytes = entry.getPiecesRoot().size();
      if (rootBytes != 0 && rootBytes != Bytes32.LENGTH) {
        return Optional.of("the pieces root of entry " + i + " has " + rootBytes + " bytes");
      }
    }
    return Optional.empty();
  }

  private static ShareInfo fromMessage(covey.protocol.wire.proto.ShareInfo message) {
    return new ShareInfo(
        message.getName(),
        message.getPieceLengthBytes(),
        message.getSingleFile(),
        message.getEntriesList().stream().map(ShareInfoCodec::fromMessage).toList());
  }

  private static ShareInfo.Entry fromMessage(Entry entry) {
    return switch (entry.getKind()) {
      case FILE -> {
        ByteString root = entry.getPiecesRoot();
        yield new FileEntry(
            entry.getPath(),
            entry.getLengthBytes(),
            root.isEmpty() ? null : Hash.of(root.toByteArray()),
            entry.getExecutable());
      }
      case FOLDER -> new FolderEntry(entry.getPath());
      case SYMBOLIC_LINK -> new LinkEntry(entry.getPath(), entry.getTarget());
      case UNRECOGNIZED ->
          throw new IllegalStateException("unchecked kind " + entry.getKindValue());
    };
  }

  /**
   * Protobuf writes fields in order of their numbers and omits defaults, so the message is in
   * canonical form.
   */
  private static byte[] bytesOf(ShareInfo info) {
    var message =
        covey.protocol.wire.proto.ShareInfo.newBuilder()
            .setLayout(LAYOUT)
            .setName(info.name())
            .setPieceLengthBytes(info.pieceLengthBytes())
            .setSingleFile(info.singleFile());
    info.entries().forEach(entry -> message.addEntries(toMessage(entry)));
    return message.build().toByteArray();
  }

  private static Entry toMessage(ShareInfo.Entry entry) {
    Entry.Builder message = Entry.newBuilder().setPath(entry.path());
    switch (entry) {
      case FileEntry file -> {
        message.setLengthBytes(file.lengthBytes()).setExecutable(file.executable());
        Hash root = file.root();
        if (root != null) {
          message.setPiecesRoot(ByteString.copyFrom(root.toByteArray()));
        }
      }
      case FolderEntry _ -> message.setKind(Entry.Kind.FOLDER);
      case LinkEntry link -> message.setKind(Entry.Kind.SYMBOLIC_LINK).setTarget(link.target());
    }
    return message.build();
  }
}
