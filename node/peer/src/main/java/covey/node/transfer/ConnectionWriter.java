package covey.node.transfer;

import covey.node.store.PieceStore;
import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The sending side of a connection. One thread writes small messages first, then info and layers,
 * then blocks, whose order among shares {@link UplinkScheduler} decides. Waiting blocks are bounded
 * by the swarm cores' send-ahead, messages by {@link #MOST_BYTES}, chunks by {@link #MOST_CHUNKS}.
 */
final class ConnectionWriter {
  /** A peer for which messages of this size wait does not read. */
  static final int MOST_BYTES = 4 << 20;

  /** A peer that requests more chunks is not read until some are sent. */
  static final int MOST_CHUNKS = 64;

  private static final int MESSAGES_A_WRITE = 256;

  private record Chunk(Message message, Supplier<ByteBuffer> payload) {}

  private final WireConnection wire;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition chunkLeft = lock.newCondition();
  private final SendBufferSizer buffer = new SendBufferSizer(System.nanoTime());
  private final ArrayDeque<Message> messages = new ArrayDeque<>();
  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private final UplinkScheduler turns;
  private final UplinkQueue place;
  private int messageBytes;
  private boolean closed;
  private boolean finishing;

  ConnectionWriter(WireConnection wire, TransferContext context) {
    this.wire = wire;
    turns = context.turns();
    place = turns.place();
  }

  /** Queues a message; returns false if the queue is full or closed. */
  boolean post(Message message) {
    lock.lock();
    try {
      int bytes = QueuedBytes.of(message);
      if (closed || finishing || messageBytes + bytes > MOST_BYTES) {
        return false;
      }
      messages.add(message);
      messageBytes += bytes;
      wake();
      return true;
    } finally {
      lock.unlock();
    }
  }

  void postBlock(WaitingBlock block) {
    turns.add(place, block);
    lock.lock();
    try {
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Drops a requested block that is no longer wanted; one that has begun is sent to its end. */
  void cancel(ShareLink link, Block block) {
    if (turns.remove(place, link, block)) {
      sent(link, block);
    }
  }

  /**
   * Queues a message whose payload is made when its turn comes. Waits while too many are queued, so
   * that a peer that requests without reading is not read either.
   */
  void postChunk(Message message, Supplier<ByteBuffer> payload) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (chunks.size() >= MOST_CHUNKS && !closed && !finishing) {
        chunkLeft.await();
      }
      if (!closed && !finishing) {
        chunks.add(new Chunk(message, payload));
        wake();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns the number of chunks that wait, for tests. */
  int waitingChunks() {
    lock.lock();
    try {
      return chunks.size();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes the writing thread, which waits for something to send or for a block's turn. */
  private void wake() {
    changed.signal();
    turns.call(place);
  }

  /** Writes what is queued, then ends {@link #run}. */
  void finish() {
    lock.lock();
    try {
      finishing = true;
      chunks.clear();
      chunkLeft.signalAll();
      turns.clear(place);
      wake();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      chunkLeft.signalAll();
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** Writes until closed; throws when the connection fails. */
  void run() throws IOException, InterruptedException {
    while (true) {
      List<Message> batch = new ArrayList<>();
      Chunk chunk;
      lock.lock();
      try {
        while (!closed && !finishing && nothingWaits()) {
          changed.await();
        }
        if (closed || (finishing && messages.isEmpty())) {
          return;
        }
        while (!messages.isEmpty() && batch.size() < MESSAGES_A_WRITE) {
          Message message = messages.remove();
          messageBytes -= QueuedBytes.of(message);
          batch.add(message);
        }
        chunk = batch.isEmpty() ? chunks.poll() : null;
        chunkLeft.signal();
      } finally {
        lock.unlock();
      }
      if (!batch.isEmpty()) {
        wire.send(batch);
      } else if (chunk != null) {
        wire.send(chunk.message(), chunk.payload().get());
      } else {
        writeNextBlock();
      }
    }
  }

  private void writeNextBlock() throws IOException {
    WaitingBlock block = turns.begin(place);
    if (block != null) {
      try {
        writeBlock(block);
      } finally {
        turns.end(place);
      }
    }
  }

  private boolean nothingWaits() {
    return messages.isEmpty() && chunks.isEmpty() && turns.isEmpty(place);
  }

  private void writeBlock(WaitingBlock outgoing) throws IOException {
    Block block = outgoing.block();
    ShareLink link = outgoing.link();
    PieceStore store = link.session().store();
    if (store == null || !store.has(block.piece())) {
      link.connection()
          .post(SwarmShell.refused(link, block)); // the store has lost it since it was chosen
      failed(link, block);
      return;
    }
    var header =
        new Message.Block(
            link.localHandle(),
            block.piece(),
            block.offsetBytes(),
            block.lengthBytes(),
            outgoing.fresh());
    try {
      wire.send(header, out -> writePayload(outgoing, store, out));
    } catch (IOException e) {
      failed(link, block);
      throw e;
    }
    widenBuffer(link.connection().roundTripNanos(), block.lengthBytes());
    sent(link, block);
  }

  private void widenBuffer(long roundTripNanos, int blockBytes) throws IOException {
    int bytes = buffer.sent(System.nanoTime(), blockBytes, roundTripNanos);
    if (bytes > 0) {
      wire.sendBufferBytes(bytes);
    }
  }

  private void writePayload(WaitingBlock outgoing, PieceStore store, WritableByteChannel out)
      throws IOException {
    ShareLink link = outgoing.link();
    Block block = outgoing.block();
    int done = 0;
    while (done < block.lengthBytes()) {
      int chunk = turns.chunkBytes(block.lengthBytes() - done);
      if (done > 0) {
        turns.proceed(place, outgoing.share(), chunk);
      }
      long sent = store.transferTo(block.piece(), block.offsetBytes() + done, chunk, out);
      if (sent != chunk) {
        throw new IOException("sent " + sent + " of " + chunk + " bytes of " + block);
      }
      done += chunk;
      link.session().meters().countUploaded(link.connection(), chunk);
    }
  }

  private static void sent(ShareLink link, Block block) {
    link.session().input(link, new Input.BlockSent(link.peer(), block));
  }

  private static void failed(ShareLink link, Block block) {
    sent(link, block);
    link.session().reconcile();
  }
}
