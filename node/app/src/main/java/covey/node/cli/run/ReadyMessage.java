package covey.node.cli.run;

import com.google.gson.JsonObject;
import covey.node.cli.command.ErrorText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Announces that a node or tracker is ready. The addresses have the ports that are really bound.
 *
 * @param role "node" or "tracker"
 */
record ReadyMessage(String role, String id, String listen, String http) {
  /** Returns the line for stdout. */
  String line() {
    return "covey " + role + " ready id=" + id + " listen=" + listen + " http=" + http;
  }

  /** Writes the JSON file atomically. */
  void write(Path file) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("role", role);
    json.addProperty("id", id);
    json.addProperty("listen", listen);
    json.addProperty("http", http);
    json.addProperty("pid", ProcessHandle.current().pid());
    Path absolute = file.toAbsolutePath();
    Path beside =
        absolute.resolveSibling(
            "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    try {
      Files.writeString(beside, json + "\n");
      Files.move(beside, absolute, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw new IOException("cannot write the ready file " + file + ": " + ErrorText.line(e), e);
    }
  }
}
