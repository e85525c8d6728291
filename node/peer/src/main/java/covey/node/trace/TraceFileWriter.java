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
public final class TraceFileWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TraceFileWriter.class);
  private static final long PAUSE_MILLIS = 250;
  private static final long STOP_SECONDS = 2;

  private final TraceRecorder recorder;
  private final Path file;
  private final Writer out;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private List<Party> parties = List.of();

  private TraceFileWriter(TraceRecorder recorder, Path file, Writer out) {
    this.recorder = recorder;
    this.file = file;
    this.out = out;
    thread = Thread.ofVirtual().name("covey-trace").unstarted(this::run);
  }

  /** Starts to write. Throws an IOException if the file cannot be written. */
  public static TraceFileWriter open(TraceRecorder recorder, Path file) throws IOException {
    Writer out =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    TraceFileWriter made = new TraceFileWriter(recorder, file, out);
    TraceFile.writeHead(out, recorder.late());
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
      Trace late = recorder.late();
      TraceFile.writeEvents(out, late.events());
      TraceFile.writeEnd(out, late);
    } catch (IOException e) {
      LOG.warn("{} is no longer written: {}", file, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeNew() throws IOException {
    Trace fresh = recorder.drain();
    if (!fresh.parties().equals(parties)) {
      TraceFile.writeParties(out, fresh.parties().stream().filter(this::isNew).toList());
      parties = fresh.parties();
    }
    TraceFile.writeEvents(out, fresh.events());
    out.flush();
  }

  private boolean isNew(Party party) {
    return party.number() >= parties.size() || !parties.get(party.number()).equals(party);
  }
}
