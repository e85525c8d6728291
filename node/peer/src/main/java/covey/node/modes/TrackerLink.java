package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireDialer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One connection to a host of the directory; pipelines requests and matches answers by id.
 * Thread-safe.
 */
final class TrackerLink {
  private final HostAndPort tracker;
  private final WireConnection connection;
  private final Duration timeout;
  private final Consumer<Message.DialBack> dialBack;
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, CompletableFuture<DirectoryAnswer>> asked = new ConcurrentHashMap<>();
  private volatile boolean open = true;
  private volatile long heardNanos = System.nanoTime();

  private TrackerLink(
      HostAndPort tracker,
      WireConnection connection,
      Duration timeout,
      Consumer<Message.DialBack> dialBack) {
    this.dialBack = dialBack;
    this.tracker = tracker;
    this.connection = connection;
    this.timeout = timeout;
  }

  /** The connection broke before the answer came; the request may be sent to another host. */
  static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenException(String message) {
      super(message);
    }
  }

  /**
   * Connects; throws IOException with a message for the user. Requests to dial back go to {@code
   * dialBack}, which must not block.
   */
  static TrackerLink open(
      HostAndPort tracker,
      Duration dialTimeout,
      LocalNode local,
      Duration answerTimeout,
      Consumer<Message.DialBack> dialBack)
      throws IOException {
    WireConnection connection = WireDialer.dial(tracker, dialTimeout, local);
    TrackerLink link = new TrackerLink(tracker, connection, answerTimeout, dialBack);
    Thread.ofVirtual().name("tracker-answers").start(link::readAnswers);
    return link;
  }

  /** Returns the node at the other end. */
  NodeId node() {
    return connection.remote().node();
  }

  HostAndPort tracker() {
    return tracker;
  }

  boolean isOpen() {
    return open;
  }

  /** Returns when the host was last heard, as in System.nanoTime. */
  long heardNanos() {
    return heardNanos;
  }

  boolean heardWithin(Duration time) {
    return System.nanoTime() - heardNanos <= time.toNanos();
  }

  /**
   * Sends a request and waits for the answer; throws BrokenException if the connection breaks or
   * the answer takes too long.
   */
  DirectoryAnswer ask(DirectoryVerb verb) throws IOException {
    CompletableFuture<DirectoryAnswer> answer = begin(verb);
    try {
      return await(answer);
    } finally {
      answer.cancel(false);
    }
  }

  /**
   * Sends a request. The answer fails if the connection breaks; a caller that stops waiting must
   * cancel it.
   */
  CompletableFuture<DirectoryAnswer> begin(DirectoryVerb verb) throws BrokenException {
    long id = lastId.incrementAndGet();
    CompletableFuture<DirectoryAnswer> answer = new CompletableFuture<>();
    asked.put(id, answer);
    var _ = answer.whenComplete((value, problem) -> asked.remove(id));
    if (!open) {
      answer.cancel(false);
      throw broken("it closed the connection");
    }
    try {
      put(new Message.DirectoryRequest(id, verb));
    } catch (BrokenException e) {
      answer.cancel(false);
      throw e;
    }
    return answer;
  }

  /** Waits for the answer of {@link #begin}, like {@link #ask}. */
  DirectoryAnswer await(CompletableFuture<DirectoryAnswer> answer) throws IOException {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      close();
      throw broken("no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw broken("it closed the connection");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + tracker, e);
    }
  }

  /** Sends a message; throws BrokenException if the connection broke in the meantime. */
  private void put(Message message) throws BrokenException {
    try {
      connection.send(message);
    } catch (IOException e) {
      close();
      throw broken("it closed the connection");
    }
  }

  /** Closes the connection if nothing, not even a pong, was heard for too long. */
  void closeIfSilent() {
    if (!heardWithin(timeout)) {
      close();
    }
  }

  /** Sends a ping; may block if the host reads nothing. */
  void ping() throws IOException {
    put(new Message.Ping(lastId.incrementAndGet()));
  }

  /** Sends Goodbye, then closes. */
  void leave() {
    open = false;
    connection.close(new Message.Goodbye("leaving"));
    failAll();
  }

  void close() {
    open = false;
    connection.close();
    failAll();
  }

  private BrokenException broken(String why) {
    return new BrokenException("%s does not answer: %s".formatted(tracker, why));
  }

  private void readAnswers() {
    try {
      while (open) {
        Message message = connection.receive();
        heardNanos = System.nanoTime();
        switch (message) {
          case Message.DirectoryReply(long id, DirectoryAnswer answer) -> {
            CompletableFuture<DirectoryAnswer> waiting = asked.get(id);
            if (waiting != null) {
              waiting.complete(answer);
            }
          }
          case Message.DialBack wish -> dialBack.accept(wish);
          case Message.Ping(long nonce) -> connection.send(new Message.Pong(nonce));
          case Message.Goodbye _, Message.ErrorMessage _ -> open = false;
          // A host may also be a node; messages about shares belong on other connections.
          default -> connection.skipPayload(message.payloadBytes());
        }
      }
    } catch (IOException e) {
      open = false;
    } finally {
      close();
    }
  }

  private void failAll() {
    asked.values().forEach(waiting -> waiting.completeExceptionally(broken("connection closed")));
  }
}
