package covey.tests.process;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import covey.tests.process.NeedsRoot.Use;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves out tests that need root where it is missing, and records their names. */
final class RootCondition implements ExecutionCondition {
  /** Printed by tests/pom.xml: names on one line, each after a space. */
  private static final Path LEFT_OUT = Path.of("target", "needs-root.txt");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<NeedsRoot> need = findAnnotation(context.getElement(), NeedsRoot.class);
    if (need.isEmpty() || isPossible(need.get().value())) {
      return ConditionEvaluationResult.enabled("root is not needed, or is there");
    }
    String name =
        context.getRequiredTestClass().getSimpleName()
            + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
    writeDown(name);
    return ConditionEvaluationResult.disabled("needs root");
  }

  private static boolean isPossible(Use use) {
    return switch (use) {
      case NAMESPACES -> TestNamespaces.arePossible();
      case MOUNTS -> TinyDisk.isPossible();
    };
  }

  private static void writeDown(String name) {
    try {
      Files.createDirectories(LEFT_OUT.getParent());
      Files.writeString(LEFT_OUT, " " + name, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
