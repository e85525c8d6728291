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
 * The newest order that a process knew, kept as `mode-order.json` in its state folder, so that
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

  /** What is known of orders, which is kept from now on. */
  OrderBook book() throws IOException {
    return new OrderBook(InstantSource.system(), read(), this::write);
  }

  /** What was kept; empty if nothing was, or nothing that can be understood. */
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
    LOG.warn("{} is not understood; it is as if no mode had been ordered", file);
    return Optional.empty();
  }

  /** Keeps an order; a failure is logged, since the order holds all the same. */
  private void write(ModeOrder order) {
    List<String> trackers = order.trackers().stream().map(HostAndPort::toString).toList();
    Saved saved = new Saved(order.mode(), order.epoch(), order.orderedBy().toString(), trackers);
    try {
      PrivateFiles.write(file, GSON.toJson(saved));
    } catch (IOException e) {
      LOG.error("the order of mode {} is not kept: {}", order.mode(), e.getMessage());
    }
  }
}
