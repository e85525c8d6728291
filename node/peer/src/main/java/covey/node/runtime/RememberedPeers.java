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
 * Where nodes were reached that this one knew, newest first, across restarts: so that it finds the
 * others though the tracker is dead by then. Thread-safe.
 *
 * <p>A text file with an address a line. Only a help: what cannot be read or written is told once
 * in the log, and costs nothing else.
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

  /** All, newest first, at most {@value #MOST}. */
  @Override
  public synchronized List<HostAndPort> get() {
    return newestFirst;
  }

  /** These are in use now. Their order among themselves does not count. */
  synchronized void note(Collection<HostAndPort> addresses) {
    List<HostAndPort> fresh = addresses.stream().filter(RememberedPeers::isSound).toList();
    // Those who were among the newest stay where they are, or the file would change for nothing.
    Set<HostAndPort> head = Set.copyOf(newestFirst.subList(0, Math.min(fresh.size(), size())));
    if (head.containsAll(fresh)) {
      return;
    }
    Set<HostAndPort> all = new LinkedHashSet<>(fresh);
    all.addAll(newestFirst);
    newestFirst = all.stream().limit(MOST).toList();
  }

  /**
   * Writes the file if somebody is new, so that at any instant the old or the new is there; another
   * order alone is not worth a write.
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
        LOG.warn("peers are not remembered in {}: {}", file, e.getMessage());
      }
      failing = true;
    }
  }

  private int size() {
    return newestFirst.size();
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
      LOG.warn("remembered peers cannot be read: {}", e.getMessage());
    }
    if (ignored > 0) {
      LOG.warn("{} lines of {} are no addresses of peers, and are ignored", ignored, file);
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
