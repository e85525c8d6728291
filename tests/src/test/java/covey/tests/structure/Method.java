package covey.tests.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Position and length of a method or constructor in formatted source.
 *
 * @param line the first line of its signature, counted from 1
 * @param bodyLines lines between its braces
 */
record Method(int line, int bodyLines) {
  /** A line that ends a signature and begins a body, but not a statement. */
  private static final Pattern BODY =
      Pattern.compile(
          "^ ++(?![}@.])(?!(if|for|while|switch|try|catch|else|synchronized|do|return)\\b)"
              + "(.*\\)( throws [\\w., ]+)?|throws [\\w., ]+) \\{$");

  private static final Pattern TYPE = Pattern.compile(".*\\b(record|class|enum|interface) .*");

  /** A line after which a new member begins. */
  private static final Pattern BETWEEN_MEMBERS =
      Pattern.compile("^$|.*[{};/]$|^ *@.*[^,]$|^ *}\\)$");

  /** Returns all of them in a source that google-java-format has formatted. */
  static List<Method> in(List<String> source) {
    List<Method> methods = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      if (BODY.matcher(source.get(i)).matches() && !source.get(i).contains("->")) {
        int start = i;
        while (start > 0 && !BETWEEN_MEMBERS.matcher(source.get(start - 1)).matches()) {
          start--;
        }
        String end = " ".repeat(indentation(source.get(start))) + "}";
        int length = source.subList(i, source.size()).indexOf(end);
        if (!TYPE.matcher(source.get(start)).matches()) {
          methods.add(new Method(start + 1, length - 1));
        }
      }
    }
    return methods;
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }
}
