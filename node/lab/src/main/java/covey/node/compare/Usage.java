package covey.node.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/** What processes use. Where the system does not tell, zero. */
record Usage(double cpuSeconds, long residentBytes) {
  static final Usage NONE = new Usage(0, 0);

  /** Of these processes together; those that are gone count nothing. */
  static Usage of(Collection<Long> pids) {
    return pids.stream().map(Usage::of).reduce(NONE, Usage::plus);
  }

  private static Usage of(long pid) {
    double cpu =
        ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO)
                .toNanos()
            / 1e9;
    return new Usage(cpu, residentBytes(pid));
  }

  private Usage plus(Usage other) {
    return new Usage(cpuSeconds + other.cpuSeconds, residentBytes + other.residentBytes);
  }

  private static long residentBytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
        }
      }
    } catch (IOException e) {
      // No /proc, or the process is gone.
      return 0;
    }
    return 0;
  }
}
