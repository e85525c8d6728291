package covey.node.compare;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/** The machine on which a comparison runs. */
public final class MachineInfo {
  private MachineInfo() {}

  /** Cores, memory, system and Java, in words. */
  public static String words() {
    return String.format(
        Locale.ROOT,
        "%d cores, %.0f GiB memory, %s %s, Java %s",
        Runtime.getRuntime().availableProcessors(),
        bean().getTotalMemorySize() / (double) (1L << 30),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("java.version"));
  }

  /** The memory that is available for more processes, in bytes. */
  public static long availableBytes() {
    return ProcFile.bytes(Path.of("/proc/meminfo"), "MemAvailable")
        .orElseGet(() -> bean().getFreeMemorySize());
  }

  private static OperatingSystemMXBean bean() {
    return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  }
}
