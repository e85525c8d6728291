package covey.tests.process;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running node or tracker. Thread-safe. */
public final class CoveyNode {
  /** Generous: several may start at once on a machine that is busy otherwise. */
  private static final Duration READY = Duration.ofSeconds(120);

  private static final String NO_REHEARSAL = "--no-rehearsal";

  private final Path folder;
  private final CommandProcess process;
  private final JsonObject ready;

  private CoveyNode(Path folder, CommandProcess process, JsonObject ready) {
    this.folder = folder;
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts {@code covey ROLE} with its state and downloads in {@code folder}; returns when it is
   * ready.
   */
  static CoveyNode start(TestMachine machine, Path folder, String role, List<String> extra) {
    return start(machine, folder, role, extra, List.of());
  }

  /** Does the same with a command prefix. */
  static CoveyNode start(
      TestMachine machine, Path folder, String role, List<String> extra, List<String> prefix) {
    Path readyFile = folder.resolve("ready.json");
    List<String> args = new ArrayList<>(List.of(role));
    if (!extra.contains("--no-listen")) {
      addUnlessGiven(args, extra, "--listen", "127.0.0.1:0");
    }
    addUnlessGiven(args, extra, "--http", "127.0.0.1:0");
    args.addAll(List.of("--state", folder.resolve("state").toString()));
    args.addAll(List.of("--ready-file", readyFile.toString()));
    if (role.equals("node") && !extra.contains(TestMachine.REHEARSAL)) {
      args.add(NO_REHEARSAL);
    }
    extra.stream()
        .filter(option -> !option.equals(TestMachine.REHEARSAL) && !option.equals(NO_REHEARSAL))
        .forEach(args::add);
    try {
      Files.deleteIfExists(readyFile);
      CommandProcess process =
          machine.start(folder.getFileName().toString(), args, Map.of(), prefix);
      Await.until(role + " is ready", READY, process, () -> Files.exists(readyFile));
      JsonObject ready = JsonParser.parseString(Files.readString(readyFile)).getAsJsonObject();
      return new CoveyNode(folder, process, ready);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The process. */
  public CommandProcess process() {
    return process;
  }

  /** The node's id. */
  public String id() {
    return ready.get("id").getAsString();
  }

  /** Returns its listen address, "host:port"; "none" with --no-listen. */
  public String listen() {
    return ready.get("listen").getAsString();
  }

  /** Returns the address of its API, "host:port". */
  public String http() {
    return ready.get("http").getAsString();
  }

  /** Returns the content of the ready file. */
  public JsonObject ready() {
    return ready;
  }

  /** Returns the file with the token of its API. */
  Path tokenFile() {
    return state().resolve("api-token");
  }

  /** Its state folder. */
  public Path state() {
    return folder.resolve("state");
  }

  /** Returns its own download folder. */
  public Path downloads() {
    return folder.resolve("downloads");
  }

  /** Its API. */
  public Api api() {
    return new Api(http(), tokenFile(), process);
  }

  /** Returns a number of a share's status. */
  public long number(String shareId, String key) throws IOException {
    return api().share(shareId).get(key).getAsLong();
  }

  /** Returns the payload bytes received over its connection to another node. */
  public long receivedFrom(CoveyNode other) {
    try {
      for (JsonElement peer : api().peers()) {
        if (peer.getAsJsonObject().get("id").getAsString().equals(other.id())) {
          return peer.getAsJsonObject().get("downloadedBytes").getAsLong();
        }
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has the whole share. */
  public void awaitComplete(String shareId, Duration within) {
    Await.until(
        folder.getFileName() + " has the whole share " + shareId,
        within,
        () -> {
          JsonObject share = api().share(shareId);
          if (share.get("state").getAsString().equals("failed")) {
            throw new IOException("failed: " + share);
          }
          return share.get("state").getAsString().equals("seeding")
              && share.get("haveBytes").getAsLong() == share.get("sizeBytes").getAsLong();
        });
  }

  private static void addUnlessGiven(
      List<String> args, List<String> extra, String option, String value) {
    if (!extra.contains(option)) {
      args.add(option);
      args.add(value);
    }
  }
}
