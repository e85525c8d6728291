package covey.node.runtime;

import com.google.common.net.HostAndPort;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import covey.protocol.directory.ModeOrder;
import covey.protocol.identity.NodeId;
import covey.tracker.orders.OrderBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest mode order that a process knew, kept as `mode-order.json` in its state folder so that
 * epochs never go back.
 */
final class OrderFile {
  private static final Logger LOG = LoggerFactory.getLogger(OrderFile.class);
  private static final Gson GSON = new Gson();

  private final Path file;

  private record Saved(
      @Nullable String mode,
      long epoch,
      @Nullable String orderedBy,
      @Nullable List<String> trackers) {}

  OrderFile(Path stateFolder) {
    file = stateFolder.resolve("mode-order.json");
  }

  /** Returns the book of orders, which begins with the kept order and writes each newer one. */
  OrderBook book() throws IOException {
    return new OrderBook(InstantSource.system(), read(), this::write);
  }

  /** Returns the kept order; empty if there is none or the file is damaged. */
  private Optional<ModeOrder> read() throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Saved saved = GSON.fromJson(Files.readString(file), Saved.class);
      if (saved != null
          && saved.mode != null
          && saved.orderedBy != null
          && saved.trackers != null
          && saved.epoch > 0) {
        return Optional.of(
            new ModeOrder(
                saved.mode,
                saved.epoch,
                NodeId.parse(saved.orderedBy),
                saved.trackers.stream().map(HostAndPort::fromString).toList()));
      }
    } catch (JsonParseException | IllegalArgumentException e) {
      LOG.debug("{}: {}", file, e.getMessage());
    }
    LOG.warn("{} is damaged; starting as if no mode had been ordered", file);
    return Optional.empty();
  }

  /** Keeps an order; a failure is only logged, as the order holds anyway. */
  private void write(ModeOrder order) {
    List<String> trackers = order.trackers().stream().map(HostAndPort::toString).toList();
    Saved saved = new Saved(order.mode(), order.epoch(), order.orderedBy().toString(), trackers);
    try {
      PrivateFiles.write(file, GSON.toJson(saved));
    } catch (IOException e) {
      LOG.error("cannot keep the order of mode {}: {}", order.mode(), e.getMessage());
    }
  }
}
