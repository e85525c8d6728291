package covey.node.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has begun, closed in reverse order; a part that fails to close is logged. Thread-safe. */
final class CloseStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CloseStack.class);

  private final Deque<AutoCloseable> begun = new ArrayDeque<>(); // guarded by this

  /** Adds a part and returns it. */
  synchronized <T extends AutoCloseable> T push(T part) {
    begun.push(part);
    return part;
  }

  /** Closes each part once, the last one first. */
  @Override
  public void close() {
    @Nullable AutoCloseable part;
    while ((part = pop()) != null) {
      try {
        part.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("{} did not close: {}", part.getClass().getSimpleName(), e.getMessage());
      }
    }
  }

  private synchronized @Nullable AutoCloseable pop() {
    return begun.poll();
  }
}
