package covey.node.runtime;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Addresses of nodes that this node knew, newest first, kept across restarts so that it finds other
 * nodes even if the tracker is down by then. Thread-safe.
 *
 * <p>Kept in a text file with one address per line. If the file cannot be read or written, that is
 * logged once and has no other effect.
 */
final class RememberedPeers implements Supplier<List<HostAndPort>> {
  static final int MOST = 50;

  private static final Logger LOG = LoggerFactory.getLogger(RememberedPeers.class);
  private static final int MOST_BYTES = 64 << 10;
  private static final int MOST_CHARACTERS = 300;

  private final Path file;
  private List<HostAndPort> newestFirst;
  private List<HostAndPort> written;
  private boolean failing;

  /** Reads the file, if there is one. */
  RememberedPeers(Path file) {
    this.file = file;
    newestFirst = read(file);
    written = newestFirst;
  }

  /** Returns all addresses, newest first, at most {@value #MOST}. */
  @Override
  public synchronized List<HostAndPort> get() {
    return newestFirst;
  }

  /** Notes addresses that are in use now, in any order. */
  synchronized void note(Collection<HostAndPort> addresses) {
    List<HostAndPort> fresh = addresses.stream().filter(RememberedPeers::isSound).toList();
    // Addresses that are among the newest already keep their order, to save a write.
    Set<HostAndPort> head =
        Set.copyOf(newestFirst.subList(0, Math.min(fresh.size(), newestFirst.size())));
    if (head.containsAll(fresh)) {
      return;
    }
    Set<HostAndPort> all = new LinkedHashSet<>(fresh);
    all.addAll(newestFirst);
    newestFirst = all.stream().limit(MOST).toList();
  }

  /**
   * Writes the file, atomically, if there is a new address; a different order alone is not worth a
   * write.
   */
  synchronized void save() {
    if (Set.copyOf(newestFirst).equals(Set.copyOf(written))) {
      return;
    }
    try {
      StringBuilder text = new StringBuilder();
      newestFirst.forEach(address -> text.append(address).append('\n'));
      PrivateFiles.write(file, text.toString());
      written = newestFirst;
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("cannot write remembered peers to {}: {}", file, e.getMessage());
      }
      failing = true;
    }
  }

  private static List<HostAndPort> read(Path file) {
    Set<HostAndPort> found = new LinkedHashSet<>();
    int ignored = 0;
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
        if (found.size() == MOST || !parse(line, found)) {
          ignored++;
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      LOG.warn("cannot read remembered peers: {}", e.getMessage());
    }
    if (ignored > 0) {
      LOG.warn("ignored {} lines of {} that are not addresses of peers", ignored, file);
    }
    return List.copyOf(found);
  }

  private static boolean parse(String line, Set<HostAndPort> into) {
    try {
      HostAndPort address = HostAndPort.fromString(line.strip());
      return line.length() <= MOST_CHARACTERS && isSound(address) && into.add(address);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isSound(HostAndPort address) {
    return address.hasPort()
        && address.getPort() > 0
        && !address.getHost().isEmpty()
        && address.getHost().chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
