package covey.tests.structure.offender;

import covey.tests.structure.offender.helper.ThingManager;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A core that does everything a core must not do. */
public final class Core {
  private final Map<String, File> files = new HashMap<>();
  private final Random random = new Random();

  /** Reads a clock and depends on an order that differs in each run. */
  public long look() {
    files.put(Set.of("a", "b").iterator().next(), new File("."));
    return System.nanoTime() + random.nextInt() + new ThingManager(this).hashCode();
  }

  /** Takes too many parameters. */
  public int sum(int a, int b, int c, int d, int e, int f) {
    return a + b + c + d + e + f;
  }

  /** Has too many components. */
  public record Eight(int a, int b, int c, int d, int e, int f, int g, int h) {}

  /** Ends the JVM. */
  public void end() {
    System.exit(1);
  }
}
