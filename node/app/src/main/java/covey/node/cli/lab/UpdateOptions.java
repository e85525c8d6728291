package covey.node.cli.lab;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whether `covey compare` also updates a folder, and how much of it changes. */
final class UpdateOptions {
  private static final double USUAL = 0.1;

  @Option(
      names = "--update",
      fallbackValue = "true",
      description =
          "Then change a part of a folder that the most nodes have (a copy of --path, or 64 files"
              + " that add up to --size), share it again and let all fetch it, in every mode.")
  private boolean update;

  @Option(
      names = "--changed",
      paramLabel = "PART",
      converter = Part.class,
      description = "With --update, how much of the folder changes; default: 10%%.")
  private @Nullable Double changed;

  /** The part that changes, more than 0, at most 1; empty if nothing is to be updated. */
  Optional<Double> changedPart() {
    if (!update && changed == null) {
      return Optional.empty();
    }
    return Optional.of(changed == null ? USUAL : changed);
  }

  /** A part as people write it: {@code 10%}, {@code 0.5%}. */
  static final class Part implements ITypeConverter<Double> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)%");

    @Override
    public Double convert(String text) {
      Matcher matcher = FORM.matcher(text.strip());
      double part = matcher.matches() ? Double.parseDouble(matcher.group(1)) / 100 : 0;
      if (part <= 0 || part > 1) {
        throw new TypeConversionException(
            "'" + text + "' is no part of a folder; write more than 0%, at most 100%, like 10%");
      }
      return part;
    }
  }
}
