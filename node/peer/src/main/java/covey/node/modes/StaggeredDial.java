package covey.node.modes;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of several hosts that answers. Each is dialled 0.25 s after the one before
 * it, or at once when that one fails (as in RFC 8305), so that a hanging host delays nothing.
 */
final class StaggeredDial {
  private static final long STAGGER_MILLIS = 250;

  private final String hostWord;
  private final Dialling dialling;
  private final AtomicBoolean won = new AtomicBoolean();
  private volatile boolean abandoned;
  private final BlockingQueue<Attempt> ended = new LinkedBlockingQueue<>();

  /** Creates a dial; error messages use {@code hostWord} for a host. */
  StaggeredDial(String hostWord, Dialling dialling) {
    this.hostWord = hostWord;
    this.dialling = dialling;
  }

  /** Connects to one host; must end by itself, for example by a timeout. */
  interface Dialling {
    /** Returns a new link; throws IOException with a message for the user. */
    TrackerLink dial(HostAndPort tracker) throws IOException;
  }

  private record Attempt(
      HostAndPort tracker, @Nullable TrackerLink link, @Nullable IOException problem) {}

  /**
   * Returns the link of the first host that answers; throws the first host's IOException if none
   * does. Call it only once.
   */
  TrackerLink run(List<HostAndPort> trackers) throws IOException {
    IOException problem = new IOException("no " + hostWord + " is known");
    HostAndPort first = trackers.getFirst();
    int started = 0;
    int failed = 0;
    try {
      while (failed < trackers.size()) {
        if (started < trackers.size()) {
          start(trackers.get(started++));
        }
        Attempt attempt =
            started < trackers.size()
                ? ended.poll(STAGGER_MILLIS, TimeUnit.MILLISECONDS)
                : ended.take();
        if (attempt == null) {
          continue;
        }
        if (attempt.link != null) {
          return attempt.link;
        }
        failed++;
        if (attempt.problem != null && (failed == 1 || attempt.tracker.equals(first))) {
          problem = attempt.problem;
        }
      }
      throw problem;
    } catch (InterruptedException e) {
      abandon();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while connecting to the " + hostWord, e);
    }
  }

  private void start(HostAndPort tracker) {
    Thread.ofVirtual()
        .name("tracker-dial")
        .start(
            () -> {
              Attempt attempt = attempt(tracker);
              ended.add(attempt);
              if (abandoned) {
                leave(attempt);
              }
            });
  }

  private Attempt attempt(HostAndPort tracker) {
    try {
      TrackerLink link = dialling.dial(tracker);
      if (won.compareAndSet(false, true)) {
        return new Attempt(tracker, link, null);
      }
      link.leave();
      return new Attempt(tracker, null, new IOException("another was quicker"));
    } catch (IOException | RuntimeException e) {
      String line = "%s %s does not answer: %s".formatted(hostWord, tracker, reason(e));
      return new Attempt(tracker, null, new IOException(line, e));
    }
  }

  /** Closes the links that are open, and those that open after the caller stopped waiting. */
  private void abandon() {
    abandoned = true;
    ended.forEach(this::leave);
  }

  private void leave(Attempt attempt) {
    if (attempt.link != null && ended.remove(attempt)) {
      attempt.link.leave();
    }
  }

  /** Returns the reason alone, without the prefix of the message. */
  private static String reason(Exception e) {
    String message = String.valueOf(e.getMessage());
    int colon = message.startsWith("cannot reach ") ? message.indexOf(": ") : -1;
    return colon < 0 ? message : message.substring(colon + 2);
  }
}
