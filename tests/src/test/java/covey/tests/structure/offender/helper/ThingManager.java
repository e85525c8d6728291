package covey.tests.structure.offender.helper;

import covey.tests.structure.offender.Core;
import java.io.ObjectInputStream;

/**
 * A class and a package named by kind; it depends in a cycle and reads Java's serialized objects.
 */
public record ThingManager(Core core) {
  /** Reads any object. */
  public static Object read(ObjectInputStream in)
      throws java.io.IOException, ClassNotFoundException {
    return in.readObject();
  }
}
