package covey.node.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/** The resource usage of processes; zero if the system does not tell. */
record ProcessUsage(double cpuSeconds, long residentBytes) {
  static final ProcessUsage NONE = new ProcessUsage(0, 0);

  /** Returns the sum over these processes, without those that have ended. */
  static ProcessUsage of(Collection<Long> pids) {
    return pids.stream().map(ProcessUsage::of).reduce(NONE, ProcessUsage::plus);
  }

  private static ProcessUsage of(long pid) {
    double cpu =
        ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO)
                .toNanos()
            / 1e9;
    return new ProcessUsage(cpu, residentBytes(pid));
  }

  private ProcessUsage plus(ProcessUsage other) {
    return new ProcessUsage(cpuSeconds + other.cpuSeconds, residentBytes + other.residentBytes);
  }

  private static long residentBytes(long pid) {
    return ProcFile.bytes(Path.of("/proc/" + pid + "/status"), "VmRSS").orElse(0);
  }
}
