package covey.tests.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests that need root. Without root they are left out, and the build names them in one line
 * at its end.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RootCondition.class)
public @interface NeedsRoot {
  /** What root is needed for. */
  Use value();

  /** What only root may do. */
  enum Use {
    /** Network namespaces, as {@link TestNamespaces} makes them. */
    NAMESPACES,
    /** Mounting a file system. */
    MOUNTS
  }
}
