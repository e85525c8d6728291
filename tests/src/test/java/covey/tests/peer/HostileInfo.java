package covey.tests.peer;

import java.util.List;

/**
 * A ShareInfo that a node must reject.
 *
 * @param what the defect
 * @param info the encoded ShareInfo
 */
public record HostileInfo(String what, byte[] info) {
  private static final int NAME = 2;
  private static final int PIECE_LENGTH = 3;
  private static final int ENTRIES = 5;
  private static final int LENGTH = 3;
  private static final Fields FOLDER =
      Fields.none().with(1, 1).with(NAME, "share").with(PIECE_LENGTH, 65_536);

  /** Returns all hostile infos. */
  public static List<HostileInfo> all() {
    return List.of(
        path("path climbs", "../escaped"),
        path("path goes up after a part", "a/../../escaped"),
        path("path is absolute", "/tmp/covey-escaped"),
        path("path has a drive", "C:\\escaped"),
        path("path has a backslash", "a\\..\\..\\escaped"),
        path("path has a NUL", "a\0b"),
        path("path has an escape code", "a\u001b[2Jb"),
        path("path has a line break", "a\nb"),
        path("path has an empty part", "a//b"),
        path("path has a dot", "./a"),
        path("path is empty", ""),
        path("path is not normalized (NFC)", "u\u0308"),
        path("a part is too long", "x".repeat(256)),
        name("name is two dots", ".."),
        name("name is a path", "../up"),
        name("name is empty", ""),
        entries("a path occurs twice", file("a"), file("a")),
        entries("entries are not sorted", file("b"), file("a")),
        entries("a file is a folder too", file("a"), file("a/b")),
        entries("a link points outside", link("a", "../../escaped")),
        entries("a link is absolute", link("a", "/etc/passwd")),
        entries("a file is below a link", link("a", "b"), file("a/c")),
        entries("a file is endless", file("a").with(LENGTH, Long.MAX_VALUE)),
        entries("a file has a negative length", file("a").with(LENGTH, -1)),
        entries("a one-byte file has no root", file("a").with(LENGTH, 1)),
        of("no piece length", FOLDER.without(PIECE_LENGTH).with(ENTRIES, file("a"))),
        of("an unknown field", FOLDER.with(ENTRIES, file("a")).with(99, "x")),
        new HostileInfo("no protobuf", new byte[] {(byte) 0xff, 1, 2, 3}));
  }

  /** Returns a valid ShareInfo with the same layout. */
  static byte[] harmless() {
    return entries("nothing", file("a"), file("b/c"), link("d", "b/c")).info();
  }

  private static HostileInfo path(String what, String path) {
    return entries(what, file(path));
  }

  private static HostileInfo name(String what, String name) {
    return of(
        what,
        Fields.none()
            .with(1, 1)
            .with(NAME, name)
            .with(PIECE_LENGTH, 65_536)
            .with(ENTRIES, file("a")));
  }

  private static HostileInfo entries(String what, Fields... entries) {
    Fields info = FOLDER;
    for (Fields entry : entries) {
      info = info.with(ENTRIES, entry);
    }
    return of(what, info);
  }

  private static HostileInfo of(String what, Fields info) {
    return new HostileInfo(what, info.encode());
  }

  /** Returns an empty file; omits the field if the path is empty. */
  private static Fields file(String path) {
    return path.isEmpty() ? Fields.none() : Fields.none().with(1, path);
  }

  private static Fields link(String path, String target) {
    return Fields.none().with(1, path).with(2, 2).with(6, target);
  }
}
