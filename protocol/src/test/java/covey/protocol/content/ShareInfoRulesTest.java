package covey.protocol.content;

import static covey.protocol.content.Contents.claimedFile;
import static covey.protocol.content.Contents.folder;
import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.ShareInfo.Entry;
import covey.protocol.content.ShareInfo.FileEntry;
import covey.protocol.content.ShareInfo.FolderEntry;
import covey.protocol.content.ShareInfo.LinkEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShareInfoRulesTest {
  private static final Hash ROOT = Hash.of(new byte[32]);

  @Test
  void ordinarySharesHaveNoProblem() {
    ShareInfo info =
        folder(
            claimedFile("a", 1),
            claimedFile("a b.txt", 20_000_000),
            claimedFile("a.d/x", 1),
            new LinkEntry("a.d/y", "../a"),
            new FileEntry("empty", 0, null, true),
            new FolderEntry("nothing/in it"),
            claimedFile("\u00e9t\u00e9/\u6c34/\ud83d\ude00", 3));
    assertThat(ShareInfoRules.problem(info)).isEmpty();
    assertThat(ShareInfoRules.problem(folder())).isEmpty();
    assertThat(ShareInfoRules.problem(single(claimedFile("", 1)))).isEmpty();
    assertThat(ShareInfoRules.problem(single(new FileEntry("", 0, null, false)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "../a",
        "a/..",
        "a/../b",
        "a/./b",
        "./a",
        "/",
        "/a",
        "//a",
        "a/",
        "a//b",
        "",
        "C:",
        "C:\\a",
        "c:a",
        "a/Z:b",
        "a\\b",
        "\\a",
        "\\\\host\\a",
        "..\\a",
        "a/..\\..\\b"
      })
  void pathsThatLeadElsewhereAreRefused(String path) {
    refused(folder(claimedFile(path, 1)));
    refused(folder(new FolderEntry(path)));
    refused(folder(new LinkEntry(path, "b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u0000b",
        "a\nb",
        "a\rb",
        "a\tb",
        "\u001b[2J",
        "a\u007f",
        "a\u0085b",
        "a\u009bb",
        "a\u2028b",
        "a\u2029b",
        "a\u202egpj.exe",
        "\u202a",
        "\u202b",
        "\u202c",
        "\u202d",
        "\u2066a",
        "\u2067a",
        "\u2068a",
        "\u2069a",
        "a\u200e",
        "a\u200f",
        "a\u061c",
        "a\ud800",
        "\udc00a"
      })
  void namesThatDeceiveAreRefusedEverywhereAndNeverPrinted(String name) {
    for (ShareInfo info :
        List.of(
            folder(claimedFile(name, 1)),
            folder(claimedFile("a/" + name + "/b", 1)),
            folder(new LinkEntry("l", name)),
            new ShareInfo(name, 16_384, false, List.of()))) {
      String problem = refused(info);
      assertThat(problem.codePoints().noneMatch(Printable::isUnprintable)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"e\u0301", "a/\u0041\u030a", "\u212b", "\u1100\u1161", "a\u0323\u0307e\u0301"})
  void namesOutsideNormalFormCAreRefused(String path) {
    assertThat(refused(folder(claimedFile(path, 1)))).contains("normal form C");
    assertThat(refused(folder(new LinkEntry("l", path)))).contains("normal form C");
  }

  @Test
  void namesThatDifferOnlyByNormalisationAreRefused() {
    List<Entry> entries =
        sorted(List.of(claimedFile("caf\u00e9", 1), claimedFile("cafe\u0301", 1)));
    refused(new ShareInfo("f", 16_384, false, entries));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "...", "..a", "a..", ".hidden", " ", "12:30", "co:lon", "-rf", "\u200d", "CON", "%2e%2e"
      })
  void unusualNamesThatAreHarmlessAreAllowed(String name) {
    assertThat(ShareInfoRules.problemOfPart(name)).isEmpty();
  }

  @Test
  void namesHaveAtMost255BytesAndPaths4096() {
    String wide = "\u00e9".repeat(127);
    assertThat(ShareInfoRules.problemOfPart("a".repeat(255))).isEmpty();
    assertThat(ShareInfoRules.problemOfPart(wide + "a")).isEmpty();
    assertThat(ShareInfoRules.problemOfPart("a".repeat(256))).isPresent();
    assertThat(ShareInfoRules.problemOfPart(wide + "aa")).isPresent();
    String longest = "a/".repeat(2_047) + "bb";
    assertThat(ShareInfoRules.problem(folder(claimedFile(longest, 1)))).isEmpty();
    refused(folder(claimedFile(longest + "b", 1)));
    refused(folder(new LinkEntry("l", "./".repeat(2_048) + "b")));
  }

  @Test
  void problemsOfLongNamesAreShort() {
    assertThat(refused(folder(claimedFile("a".repeat(1_000_000), 1)))).hasSizeLessThan(300);
    assertThat(refused(folder(claimedFile("\u0000".repeat(1_000_000), 1)))).hasSizeLessThan(700);
  }

  @Test
  void nameOfTheShareIsOnePart() {
    for (String name : List.of("", ".", "..", "a/b", "a\\b", "/", "C:", "a\u0000")) {
      assertThat(refused(new ShareInfo(name, 16_384, false, List.of())))
          .startsWith("the share's name: ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/etc/passwd",
        "..",
        "../..",
        "../../..",
        "a/../..",
        "a/../../b",
        "../../../x",
        "b/..",
        "./../../..",
        "..\\x",
        "C:\\x",
        "C:",
        "a/C:",
        "a\u0000",
        "\\\\host\\x"
      })
  void linksOutOfTheShareAreRefused(String target) {
    refused(folder(new LinkEntry("l", target)));
  }

  @Test
  void linksMayGoUpAsFarAsTheSharesFolder() {
    assertThat(ShareInfoRules.problem(folder(new LinkEntry("a/b/l", "../..")))).isEmpty();
    assertThat(ShareInfoRules.problem(folder(new LinkEntry("a/b/l", "../../c/d")))).isEmpty();
    assertThat(ShareInfoRules.problem(folder(new LinkEntry("a/b/l", ".././../c//d/")))).isEmpty();
    assertThat(ShareInfoRules.problem(folder(new LinkEntry("l", "c/d")))).isEmpty();
    refused(folder(new LinkEntry("a/b/l", "../../..")));
    refused(folder(new LinkEntry("a/b/l", "../../../c")));
  }

  @Test
  void linksOutThroughAnotherLinkAreRefused() {
    // Counted by its text the second stays inside; but the first leads up, and so it leads out.
    refused(folder(new LinkEntry("d/e/top", "../.."), new LinkEntry("l", "d/e/top/../../secret")));
  }

  @Test
  void entriesAreSortedByTheirBytesInUtf8() {
    // As UTF-16 the second of these comes before the first.
    assertThat(problemOf("\uff5e", "\ud83d\ude00")).isNull();
    assertThat(problemOf("\ud83d\ude00", "\uff5e")).contains("out of order");
    assertThat(problemOf("a", "a.txt", "a0/b", "b")).isNull();
    assertThat(problemOf("a", "B")).contains("out of order");
    assertThat(problemOf("a/b", "a.b")).contains("out of order");
  }

  @Test
  void pathOrderIsThatOfUnsignedBytes() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      String left = randomText(random);
      String right = randomText(random);
      int expected =
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
      assertThat(Integer.signum(ShareInfoRules.PATH_ORDER.compare(left, right)))
          .isEqualTo(Integer.signum(expected));
    }
  }

  @Test
  void duplicatePathsAreRefused() {
    assertThat(problemOf("a", "a")).isEqualTo("\"a\" appears twice");
    assertThat(refused(folder(claimedFile("a", 1), new FolderEntry("a")))).contains("twice");
  }

  @Test
  void nothingLiesBeneathAnEntry() {
    assertThat(problemOf("a", "a/b")).contains("\"a/b\" lies beneath \"a\"");
    assertThat(problemOf("a", "a.txt", "a/b/c")).contains("lies beneath \"a\"");
    assertThat(problemOf("x/a", "x/a-b", "x/a-b.c", "x/a/b")).contains("lies beneath \"x/a\"");
    assertThat(refused(folder(new LinkEntry("a", "b"), claimedFile("a/c", 1)))).contains("beneath");
    assertThat(refused(folder(new FolderEntry("a"), claimedFile("a/c", 1)))).contains("beneath");
    assertThat(problemOf("a", "ab/c", "abc/d")).isNull();
  }

  @Test
  void lengthsAndSumsDoNotOverflow() {
    refused(folder(claimedFile("a", -1)));
    refused(folder(claimedFile("a", Long.MIN_VALUE)));
    refused(folder(claimedFile("a", Long.MAX_VALUE)));
    refused(folder(claimedFile("a", (1L << 62) + 1)));
    refused(folder(claimedFile("a", 1L << 62), claimedFile("b", 1L << 62)));
    refused(
        folder(
            claimedFile("a", 1L << 62),
            claimedFile("b", 1L << 62),
            claimedFile("c", 1L << 62),
            claimedFile("d", 1L << 62)));
  }

  @Test
  void theNumberOfPiecesIsBounded() {
    long most = (long) ShareInfoRules.PIECES * 16_384;
    assertThat(ShareInfoRules.problem(folder(claimedFile("a", most)))).isEmpty();
    assertThat(refused(folder(claimedFile("a", most + 1)))).contains("pieces");
    assertThat(refused(folder(claimedFile("a", most), claimedFile("b", 1)))).contains("pieces");
  }

  @Test
  void theNumberOfEntriesIsBounded() {
    List<Entry> entries = Collections.nCopies(ShareInfoRules.ENTRIES + 1, new FolderEntry("a"));
    assertThat(refused(new ShareInfo("f", 16_384, false, entries))).contains("2000001");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 8_192, 16_383, 16_385, 49_152, 1 << 27, Integer.MIN_VALUE})
  void pieceLengthIsAPowerOfTwoFrom16KibTo64Mib(int lengthBytes) {
    assertThat(refused(new ShareInfo("f", lengthBytes, false, List.of()))).contains("power of two");
  }

  @Test
  void shortestAndLongestPiecesAreAllowed() {
    for (int lengthBytes : new int[] {16_384, 64 << 20}) {
      ShareInfo info = new ShareInfo("f", lengthBytes, false, List.of());
      assertThat(ShareInfoRules.problem(info)).isEmpty();
    }
  }

  @Test
  void fileHasARootIfAndOnlyIfItHasBytes() {
    assertThat(refused(folder(new FileEntry("a", 1, null, false)))).contains("must have a");
    assertThat(refused(folder(new FileEntry("a", 0, ROOT, false)))).contains("must have no");
  }

  @Test
  void shareOfOneFileHasItAsItsOnlyEntryWithoutAPath() {
    refused(single());
    refused(single(new FolderEntry("")));
    refused(single(new LinkEntry("", "a")));
    refused(single(claimedFile("a", 1)));
    refused(single(claimedFile("", 1), claimedFile("a", 1)));
  }

  private static String refused(ShareInfo info) {
    String problem = ShareInfoRules.problem(info).orElse(null);
    assertThat(problem).isNotNull().doesNotContain("\n");
    return problem;
  }

  private static String problemOf(String... paths) {
    Entry[] entries = Arrays.stream(paths).map(path -> claimedFile(path, 1)).toArray(Entry[]::new);
    return ShareInfoRules.problem(folder(entries)).orElse(null);
  }

  private static ShareInfo single(Entry... entries) {
    return new ShareInfo("f", 16_384, true, List.of(entries));
  }

  private static List<Entry> sorted(List<? extends Entry> entries) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort((a, b) -> ShareInfoRules.PATH_ORDER.compare(a.path(), b.path()));
    return sorted;
  }

  private static String randomText(Random random) {
    int[] alphabet = {'a', 'b', '/', 0xe9, 0x7ff, 0xd7ff, 0xe000, 0xffee, 0x10000, 0x10ffff};
    int[] text = random.ints(random.nextInt(4), 0, alphabet.length).map(i -> alphabet[i]).toArray();
    return new String(text, 0, text.length);
  }
}
