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
 * Writes a recording. Each line is written immediately by a single write, so that the file always
 * ends with a complete line. Thread-safe.
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
   * Creates a new file.
   *
   * @param everySeconds the polling interval
   * @param maxBytes the maximum size of the file
   * @throws IOException if it already exists, or cannot be written
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
   * Writes a line; does nothing after {@link #close}.
   *
   * @throws IOException if the file would exceed its maximum size, or cannot be written
   */
  synchronized void write(RecordedChange line) throws IOException {
    JsonObject object = new JsonObject();
    object.addProperty(RecordingFormat.EVENT, RecordingFormat.event(line));
    object.asMap().putAll(GSON.toJsonTree(line).getAsJsonObject().asMap());
    object.addProperty("at", Math.round(line.at() * 1e3) / 1e3);
    write(object);
  }

  /** The size of the file. */
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
              + " bytes, and its maximum is "
              + maxBytes
              + ": the recording ended and can be replayed. Raise the maximum with --max");
    }
    out.write(line);
    writtenBytes += line.length;
  }

  /** Closes the file. Idempotent. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    out.close();
  }
}
