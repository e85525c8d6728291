package covey.node.trace;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a recording to a file while it is being made, so that it survives a kill. Appends four
 * times per second, on its own thread.
 */
public final class LiveFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFile.class);
  private static final long PAUSE_MILLIS = 250;
  private static final long STOP_SECONDS = 2;

  private final Recorder recorder;
  private final Path file;
  private final Writer out;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private List<Party> parties = List.of();

  private LiveFile(Recorder recorder, Path file, Writer out) {
    this.recorder = recorder;
    this.file = file;
    this.out = out;
    thread = Thread.ofVirtual().name("covey-trace").unstarted(this::run);
  }

  /** Starts to write. Throws an IOException if the file cannot be written. */
  public static LiveFile open(Recorder recorder, Path file, String title) throws IOException {
    Writer out =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    LiveFile made = new LiveFile(recorder, file, out);
    RecordingFile.writeHead(out, recorder.late().titled(title));
    out.flush();
    made.thread.start();
    return made;
  }

  /** Writes the rest. Idempotent. */
  @Override
  public void close() throws IOException {
    closing.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (out) {
      while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        writeNew();
      }
      writeNew();
      Recording late = recorder.late();
      RecordingFile.writeEvents(out, late.events());
      RecordingFile.writeEnd(out, late);
    } catch (IOException e) {
      LOG.warn("{} is no longer written: {}", file, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeNew() throws IOException {
    Recording fresh = recorder.drain();
    if (!fresh.parties().equals(parties)) {
      RecordingFile.writeParties(out, fresh.parties().stream().filter(this::isNew).toList());
      parties = fresh.parties();
    }
    RecordingFile.writeEvents(out, fresh.events());
    out.flush();
  }

  private boolean isNew(Party party) {
    return party.number() >= parties.size() || !parties.get(party.number()).equals(party);
  }
}
