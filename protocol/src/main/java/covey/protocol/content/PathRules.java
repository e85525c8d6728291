package covey.protocol.content;

import com.google.common.base.Utf8;
import java.text.Normalizer;
import java.util.Optional;

/**
 * Rules for names, paths and link targets: nothing from the network may lead out of its folder on
 * any operating system, or deceive a reader.
 */
final class PathRules {
  /** The longest name that common file systems accept, in bytes of UTF-8. */
  private static final int PART_BYTES = 255;

  /** The longest path that common systems accept, in bytes of UTF-8. */
  private static final int PATH_BYTES = 4_096;

  private PathRules() {}

  /** Returns the problem of one part of a path as one line that fits into a sentence. */
  static Optional<String> problemOfPart(String part) {
    if (part.isEmpty()) {
      return Optional.of("a name is empty");
    }
    if (part.equals(".") || part.equals("..")) {
      return Optional.of("\"" + part + "\" is not a name");
    }
    if (part.codePoints().anyMatch(Printable::isUnprintable)) {
      return about(part, "contains a control character");
    }
    if (part.indexOf('/') >= 0 || part.indexOf('\\') >= 0) {
      return about(part, "contains a slash or backslash");
    }
    if (startsWithDriveLetter(part)) {
      return about(part, "begins with a drive letter");
    }
    if (Utf8.encodedLength(part) > PART_BYTES) {
      return about(part, "is longer than " + PART_BYTES + " bytes");
    }
    if (!Normalizer.isNormalized(part, Normalizer.Form.NFC)) {
      return about(part, "is not in Unicode's normal form C");
    }
    return Optional.empty();
  }

  /** Returns the problem of an entry's path. */
  static Optional<String> problemOfPath(String path) {
    return problemOfLength(path)
        .or(() -> path.startsWith("/") ? about(path, "is absolute") : Optional.empty())
        .or(() -> problemOfParts(path));
  }

  /**
   * Returns the problem of a symbolic link's target. After its leading ".." a target may only go
   * down: the folders above a link are real, so the leading ".." can be counted, while a ".." after
   * a name would go up from the target of another link.
   */
  static Optional<String> problemOfTarget(String linkPath, String target) {
    Optional<String> problem = problemOfLength(target);
    if (problem.isPresent()) {
      return problem;
    }
    if (target.isEmpty()) {
      return Optional.of("the link leads nowhere");
    }
    if (target.startsWith("/")) {
      return about(target, "is absolute: the link leads out of the share");
    }
    long depth = linkPath.chars().filter(c -> c == '/').count();
    boolean down = false;
    for (String part : target.split("/", -1)) {
      if (part.equals("..")) {
        depth--;
        if (down || depth < 0) {
          return about(target, "leads, or could lead, out of the share");
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        down = true;
        problem = problemOfPart(part);
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problemOfLength(String path) {
    // A path has at least as many bytes as characters, so a long one is rejected unread.
    if (path.length() > PATH_BYTES) {
      return about(path, "is longer than " + PATH_BYTES + " bytes");
    }
    if (path.codePoints().anyMatch(Printable::isUnprintable)) {
      return about(path, "contains a control character");
    }
    return Utf8.encodedLength(path) > PATH_BYTES
        ? about(path, "is longer than " + PATH_BYTES + " bytes")
        : Optional.empty();
  }

  private static Optional<String> problemOfParts(String path) {
    for (String part : path.split("/", -1)) {
      Optional<String> problem = problemOfPart(part);
      if (problem.isPresent()) {
        return problem.map(p -> p + " in " + Printable.quote(path));
      }
    }
    return Optional.empty();
  }

  private static boolean startsWithDriveLetter(String part) {
    return part.length() >= 2
        && part.charAt(1) == ':'
        && ((part.charAt(0) | 0x20) >= 'a' && (part.charAt(0) | 0x20) <= 'z');
  }

  private static Optional<String> about(String text, String what) {
    return Optional.of(Printable.quote(text) + " " + what);
  }
}
