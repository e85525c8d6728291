package covey.tests.structure.offender.helper;

import covey.tests.structure.offender.Core;
import java.io.ObjectInputStream;

/**
 * Named by kind, in a package named by kind, that makes a cycle and reads Java's serialised
 * objects.
 */
public record ThingManager(Core core) {
  /** Reads anything from anybody. */
  public static Object read(ObjectInputStream in)
      throws java.io.IOException, ClassNotFoundException {
    return in.readObject();
  }
}
