package covey.node.modes;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a tracker to describe the deployment, on connecting and every 10 s. Used by one thread; the
 * answers arrive on others.
 */
final class DeploymentPoll {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentPoll.class);
  private static final long INTERVAL_MILLIS = 10_000;
  private static final long FIRST_INTERVAL_MILLIS = 2_000;

  private final Consumer<DirectoryAnswer.Described> listener;
  private @Nullable TrackerLink asked;
  private long dueNanos;

  DeploymentPoll(Consumer<DirectoryAnswer.Described> listener) {
    this.listener = listener;
  }

  /** Asks if it is time to; does not wait for the answer. */
  void poll(TrackerLink link) {
    long now = System.nanoTime();
    if (asked == link && now - dueNanos < 0) {
      return;
    }
    // Sooner at first: the death of a member suggests that the cluster is about to change.
    long interval = asked == link ? INTERVAL_MILLIS : FIRST_INTERVAL_MILLIS;
    asked = link;
    long quarter = ThreadLocalRandom.current().nextLong(interval / 4);
    dueNanos = now + TimeUnit.MILLISECONDS.toNanos(interval - quarter);
    Thread.ofVirtual().name("tracker-describe").start(() -> ask(link));
  }

  private void ask(TrackerLink link) {
    try {
      if (link.ask(new DirectoryVerb.Describe()) instanceof DirectoryAnswer.Described deployment) {
        listener.accept(deployment);
      }
    } catch (IOException e) {
      LOG.debug("not described: {}", e.getMessage());
    }
  }
}
