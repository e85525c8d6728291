package covey.protocol.wire;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Two ends of a connection over loopback. */
record Pair(WireConnection dialled, WireConnection accepted, WireListener listener)
    implements AutoCloseable {
  static final HostAndPort ANY_PORT = HostAndPort.fromString("127.0.0.1:0");
  static final Duration AMPLE = Duration.ofSeconds(30);

  static Pair open() throws Exception {
    BlockingQueue<WireConnection> accepted = new LinkedBlockingQueue<>();
    WireListener listener = WireListener.open(ANY_PORT, Samples.node(2, ""), accepted::add);
    WireConnection dialled = WireDialer.dial(listener.address(), AMPLE, Samples.node(1, ""));
    return new Pair(dialled, next(accepted), listener);
  }

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(AMPLE.toSeconds(), TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came within " + AMPLE);
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    dialled.close();
    accepted.close();
    listener.close();
  }
}
