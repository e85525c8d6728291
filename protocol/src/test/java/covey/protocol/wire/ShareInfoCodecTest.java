package covey.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.management.ThreadMXBean;
import covey.protocol.content.Hash;
import covey.protocol.content.ShareInfo;
import covey.protocol.content.ShareInfo.FileEntry;
import covey.protocol.content.ShareInfo.FolderEntry;
import covey.protocol.content.ShareInfo.LinkEntry;
import covey.protocol.content.ShareInfoRules;
import covey.protocol.wire.ShareInfoCodec.Malformed;
import covey.protocol.wire.ShareInfoCodec.Valid;
import covey.protocol.wire.proto.Entry;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ShareInfoCodecTest {
  private static final Hash ROOT = Hash.of(new byte[32]);

  private static final ShareInfo SMALL =
      new ShareInfo("f", 16_384, false, List.of(new FolderEntry("a"), new FolderEntry("b")));

  /** layout 1, name "f", pieces of 16 KiB, and two folders. */
  private static final String SMALL_HEX =
      "0801" + "120166" + "18808001" + "2a050a01611001" + "2a050a01621001";

  private static final ShareInfo FULL =
      new ShareInfo(
          "Gr\u00f6\u00dfe",
          1 << 20,
          false,
          List.of(
              new FileEntry("a", 1, ROOT, true),
              new FileEntry("b", 0, null, false),
              new FolderEntry("c"),
              new LinkEntry("d/l", "../a"),
              new FileEntry("e", 5_000_000_000L, ROOT, false)));

  @Test
  void bytesAreFixedForever() {
    assertThat(hex(ShareInfoCodec.encode(SMALL))).isEqualTo(SMALL_HEX);
    ShareInfo single = new ShareInfo("f", 65_536, true, List.of(new FileEntry("", 7, ROOT, true)));
    assertThat(hex(ShareInfoCodec.encode(single)))
        .isEqualTo(
            "0801"
                + "120166"
                + "18808004"
                + "2001"
                + "2a26"
                + "1807"
                + "2220"
                + "00".repeat(32)
                + "2801");
  }

  @Test
  void idIsTheSha256OfTheBytes() {
    assertThat(hex(ShareInfoCodec.id(new byte[0]).toByteArray()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void everyShareInfoRoundTrips() {
    for (ShareInfo info : List.of(SMALL, FULL, new ShareInfo("f", 16_384, false, List.of()))) {
      byte[] bytes = ShareInfoCodec.encode(info);
      assertThat(ShareInfoCodec.decode(bytes)).isEqualTo(new Valid(info));
      assertThat(ShareInfoCodec.encode(info)).isEqualTo(bytes);
    }
  }

  @Test
  void brokenSharesAreNotEncoded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShareInfoCodec.encode(new ShareInfo("..", 16_384, false, List.of())))
        .withMessageContaining("is not a name");
  }

  @Test
  void unknownFieldsAreRefused() {
    refusedForm(SMALL_HEX + "3001");
    refusedForm(SMALL_HEX.replace("2a050a01621001", "2a070a016210013801"));
  }

  @Test
  void reorderedFieldsAreRefused() {
    refusedForm("120166" + "0801" + "18808001" + "2a050a01611001" + "2a050a01621001");
    refusedForm(SMALL_HEX.replace("0a01611001", "10010a0161"));
  }

  @Test
  void reorderedEntriesAreRefused() {
    assertThat(refused("0801" + "120166" + "18808001" + "2a050a01621001" + "2a050a01611001"))
        .contains("out of order");
  }

  @Test
  void writtenDefaultValuesAreRefused() {
    refusedForm(SMALL_HEX.replace("18808001", "188080012000"));
    refusedForm(SMALL_HEX.replace("2a050a01611001", "2a070a016110011800"));
    refusedForm(SMALL_HEX.replace("2a050a01611001", "2a070a016110012200"));
  }

  @Test
  void longVarintsAreRefused() {
    refusedForm(SMALL_HEX.replace("0801", "088100"));
    refusedForm(SMALL_HEX.replace("120166", "12810066"));
  }

  @Test
  void repeatedFieldsAreRefused() {
    refusedForm("0801" + SMALL_HEX);
    refusedForm(SMALL_HEX.replace("120166", "120167" + "120166"));
  }

  @Test
  void fieldsOfAnotherKindOfEntryAreRefused() {
    // A folder with a length, one with a target, one that is executable.
    refusedForm(SMALL_HEX.replace("2a050a01611001", "2a070a016110011805"));
    refusedForm(SMALL_HEX.replace("2a050a01611001", "2a080a01611001320162"));
    refusedForm(SMALL_HEX.replace("2a050a01611001", "2a070a016110012801"));
  }

  @Test
  void trailingBytesAreRefused() {
    for (String tail : List.of("00", "0000", "ff", "08", "0801", "2a", "2a00", "2c")) {
      refused(SMALL_HEX + tail);
    }
  }

  @Test
  void cutBytesAreRefusedExceptBetweenEntries() {
    byte[] bytes = ShareInfoCodec.encode(FULL);
    int shorterShares = 0;
    for (int length = 0; length < bytes.length; length++) {
      if (ShareInfoCodec.decode(Arrays.copyOf(bytes, length)) instanceof Valid(ShareInfo info)) {
        // A share of its own, with an id of its own: it has one of the first entries fewer.
        assertThat(info.entries()).isEqualTo(FULL.entries().subList(0, shorterShares));
        shorterShares++;
      }
    }
    assertThat(shorterShares).isEqualTo(FULL.entries().size());
  }

  @Test
  void changedBytesNeverThrowAndDecodeOnlyToWhatEncodesToThem() {
    byte[] bytes = ShareInfoCodec.encode(FULL);
    Random random = new Random(11);
    int valid = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = bytes.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      if (ShareInfoCodec.decode(changed) instanceof Valid(ShareInfo info)) {
        assertThat(ShareInfoCodec.encode(info)).isEqualTo(changed);
        valid++;
      }
    }
    assertThat(valid).isPositive();
  }

  @Test
  void otherLayoutsAreNamed() {
    assertThat(refused(SMALL_HEX.replace("0801", "0802"))).contains("layout 1").contains("not 2");
    assertThat(refused("")).contains("not 0");
  }

  @Test
  void unknownKindsAndWrongRootsAreNamed() {
    assertThat(refused(SMALL_HEX.replace("0a01621001", "0a01621003")))
        .isEqualTo("entry 1 is of the unknown kind 3");
    Entry entry =
        Entry.newBuilder()
            .setPath("a")
            .setLengthBytes(1)
            .setPiecesRoot(ByteString.copyFrom(new byte[31]))
            .build();
    assertThat(refused(hex(message().addEntries(entry).build().toByteArray())))
        .isEqualTo("the pieces root of entry 0 has 31 bytes");
  }

  @Test
  void rulesApplyToDecodedShares() {
    Entry entry = Entry.newBuilder().setPath("../a").setKind(Entry.Kind.FOLDER).build();
    assertThat(refused(hex(message().addEntries(entry).build().toByteArray())))
        .contains("\"..\" is not a name");
    Entry huge =
        Entry.newBuilder()
            .setPath("a")
            .setLengthBytes(-1)
            .setPiecesRoot(ByteString.copyFrom(new byte[32]))
            .build();
    assertThat(refused(hex(message().addEntries(huge).build().toByteArray())))
        .contains("18446744073709551615");
    assertThat(refused(hex(message().setPieceLengthBytes(-1).build().toByteArray())))
        .contains("power of two");
  }

  @Test
  void namesThatAreNotUtf8AreRefused() {
    refused(SMALL_HEX.replace("120166", "1201ff"));
    refused(SMALL_HEX.replace("0a0161", "0a01c0"));
  }

  @Test
  void unknownFieldsTakeNoMemory() {
    UnknownFieldSet.Field.Builder many = UnknownFieldSet.Field.newBuilder();
    Collections.nCopies(500_000, 1_000L).forEach(many::addVarint);
    UnknownFieldSet fields = UnknownFieldSet.newBuilder().addField(7, many.build()).build();
    Entry entry =
        Entry.newBuilder().setPath("a").setKind(Entry.Kind.FOLDER).setUnknownFields(fields).build();
    byte[] bytes = message().addEntries(entry).setUnknownFields(fields).build().toByteArray();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(ShareInfoCodec.decode(bytes)).isInstanceOf(Malformed.class);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(bytes.length);
  }

  @Test
  void tooManyEntriesAreRefusedBeforeTheyAreBuilt() {
    byte[] bytes = new byte[2 * (ShareInfoRules.ENTRIES + 1)];
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = 0x2a;
    }
    assertThat(ShareInfoCodec.decode(bytes))
        .isEqualTo(new Malformed("a share has at most 2000000 entries"));
  }

  @Test
  void deepGroupsAreRefused() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 100_000; i++) {
      out.write(0x33);
    }
    assertThat(ShareInfoCodec.decode(out.toByteArray())).isInstanceOf(Malformed.class);
  }

  private static covey.protocol.wire.proto.ShareInfo.Builder message() {
    return covey.protocol.wire.proto.ShareInfo.newBuilder()
        .setLayout(1)
        .setName("f")
        .setPieceLengthBytes(16_384);
  }

  private static void refusedForm(String hex) {
    assertThat(refused(hex)).isEqualTo("the share's info is not in its canonical form");
  }

  private static String refused(String hex) {
    ShareInfoCodec.Decoded decoded = ShareInfoCodec.decode(HexFormat.of().parseHex(hex));
    assertThat(decoded).isInstanceOf(Malformed.class);
    String reason = ((Malformed) decoded).reason();
    assertThat(reason).isNotBlank().doesNotContain("\n");
    return reason;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
