package covey.tests.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import covey.tests.process.Await;
import covey.tests.process.TestMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** `covey compare --update`. */
class UpdateIT {
  private static final long SIZE = 2 << 20;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void aChangedFolderIsFetchedAgainAndItsCostReported() throws IOException {
    Path out = machine.folder("work").resolve("report");
    String told =
        machine
            .start(
                "compare",
                "--modes",
                "central,p2p",
                "--nodes",
                "2",
                "--size",
                "2MiB",
                "--up",
                "40Mbit",
                "--repeat",
                "1",
                "--no-fail",
                "--update",
                "--out",
                out.toString())
            .result(Await.PATIENCE)
            .succeeded()
            .out();

    JsonObject results =
        JsonParser.parseString(Files.readString(out.resolve("results.json"))).getAsJsonObject();
    assertThat(results.getAsJsonArray("updates")).hasSize(2);
    results.getAsJsonArray("updates").forEach(each -> check(each.getAsJsonObject()));
    assertThat(told).contains("every node fetched all of it again");
    assertThat(out.resolve("updates.csv")).isNotEmptyFile();
    assertThat(machine.runHere("compare", "--update", "--changed", "0%").usedWrongly())
        .contains("invalid part '0%'");
  }

  private static void check(JsonObject update) {
    boolean central = update.get("mode").getAsString().equals("central");
    long size = update.get("sizeBytes").getAsLong();
    assertThat(update.get("completed").getAsInt()).as("%s", update).isEqualTo(2);
    assertThat(size).isBetween(SIZE * 9 / 10, SIZE * 11 / 10);
    assertThat(update.get("changedBytes").getAsLong()).isBetween(SIZE * 9 / 100, SIZE * 11 / 100);
    // Nothing of the old version is reused; if that changes, so must the report.
    assertThat(bytes(update, "server") + bytes(update, "publisher") + bytes(update, "peer"))
        .isBetween((central ? 3 : 2) * size, (central ? 3 : 2) * size * 11 / 10);
    assertThat(update.get("steps").getAsInt()).isEqualTo(central ? 7 : 6);
    double before = seconds(update, "hash") + seconds(update, "origin");
    assertThat(seconds(update, "hash")).isPositive();
    assertThat(seconds(update, "origin") > 0).isEqualTo(central);
    assertThat(seconds(update, "last")).isGreaterThan(before);
  }

  private static long bytes(JsonObject update, String source) {
    return update.get(source + "Bytes").getAsLong();
  }

  private static double seconds(JsonObject update, String what) {
    return update.get(what + "Seconds").getAsDouble();
  }
}
