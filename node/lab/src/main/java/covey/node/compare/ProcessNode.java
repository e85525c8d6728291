package covey.node.compare;

import com.google.common.net.HostAndPort;
import covey.node.client.GetOrder;
import covey.node.client.NodeClient;
import covey.node.process.CoveyProcess;
import covey.node.process.ProcessGroup;
import covey.node.runtime.NodeProblem;
import java.io.IOException;

/** A node or tracker in a separate process, which can be killed, frozen and restarted. */
final class ProcessNode implements ApiNode {
  private final CoveyProcess.Start start;
  private final ProcessGroup group;
  private final Shaping shaping;
  private volatile CoveyProcess process;
  private volatile long upBytesPerSecond;
  private volatile long downBytesPerSecond;

  /** Limits the traffic that leaves and enters; returns false if the node has to limit itself. */
  interface Shaping {
    boolean limit(long upBytesPerSecond, long downBytesPerSecond) throws IOException;
  }

  /** Starts a process; {@link #awaitReady} waits for it. */
  ProcessNode(CoveyProcess.Start start, ProcessGroup group, Shaping shaping) throws IOException {
    this.start = start;
    this.group = group;
    this.shaping = shaping;
    process = CoveyProcess.start(start, group);
  }

  ProcessNode awaitReady() throws IOException, InterruptedException {
    process.awaitReady();
    return this;
  }

  HostAndPort listen() {
    return process.listen();
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public NodeClient client() {
    return process.client();
  }

  @Override
  public void get(String link) throws IOException, NodeProblem {
    var _ = client().get(GetOrder.all(link, process.downloads()));
  }

  @Override
  public void limit(long up, long down) throws IOException, NodeProblem {
    upBytesPerSecond = up;
    downBytesPerSecond = down;
    if (!shaping.limit(up, down)) {
      client().limit(up, down);
    }
  }

  /** Kills the process, as a crash would. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** Restarts the node at the same address with the same state; returns when it is ready. */
  void restart() throws IOException, NodeProblem, InterruptedException {
    process = CoveyProcess.start(start.at(process.listen()), group);
    process.awaitReady();
    limit(upBytesPerSecond, downBytesPerSecond);
  }

  /** Suspends the process; its connections stay open. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Resumes the process. */
  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", name, Long.toString(pid())).start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill " + name + " failed");
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
