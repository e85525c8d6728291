package covey.node.replay;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes a recording, each line at once and in one go: whenever it is ended, the file is whole
 * lines. Thread-safe.
 */
public final class RecordingWriter implements AutoCloseable {
  private static final Gson GSON = new Gson();

  private final Path file;
  private final OutputStream out;
  private final long maxBytes;
  private long writtenBytes;
  private boolean closed;

  private RecordingWriter(Path file, OutputStream out, long maxBytes) {
    this.file = file;
    this.out = out;
    this.maxBytes = maxBytes;
  }

  /**
   * Begins a new file.
   *
   * @param everySeconds how often nodes will be asked
   * @param maxBytes the file becomes no larger
   * @throws IOException if it is there already, or cannot be written
   */
  public static RecordingWriter create(Path file, double everySeconds, long maxBytes)
      throws IOException {
    OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    RecordingWriter writer = new RecordingWriter(file, out, maxBytes);
    JsonObject head = new JsonObject();
    head.addProperty("covey", RecordingFormat.KIND);
    head.addProperty("version", RecordingFormat.VERSION);
    head.addProperty("startedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    head.addProperty("everySeconds", everySeconds);
    try {
      writer.write(head);
    } catch (IOException e) {
      writer.close();
      throw e;
    }
    return writer;
  }

  /**
   * Writes a line; does nothing once it is closed.
   *
   * @throws IOException if it would be larger than it may, or the disk refuses
   */
  synchronized void write(RecordedChange line) throws IOException {
    JsonObject object = new JsonObject();
    object.addProperty(RecordingFormat.EVENT, RecordingFormat.event(line));
    object.asMap().putAll(GSON.toJsonTree(line).getAsJsonObject().asMap());
    object.addProperty("at", Math.round(line.at() * 1e3) / 1e3);
    write(object);
  }

  /** The file's size. */
  public synchronized long writtenBytes() {
    return writtenBytes;
  }

  private synchronized void write(JsonObject object) throws IOException {
    byte[] line = (object + "\n").getBytes(StandardCharsets.UTF_8);
    if (closed) {
      return;
    }
    if (line.length > maxBytes - writtenBytes) {
      throw new IOException(
          file
              + " has "
              + writtenBytes
              + " bytes and may have "
              + maxBytes
              + ": the recording ended; what it has can be replayed. Allow more with --max");
    }
    out.write(line);
    writtenBytes += line.length;
  }

  /** Ends the file. Idempotent. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    out.close();
  }
}
