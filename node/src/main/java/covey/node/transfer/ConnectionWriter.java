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

/**
 * The sending side of a connection: one thread that writes small messages before blocks. What waits
 * is bounded: blocks by the swarm core's send-ahead, messages by {@link #MOST_MESSAGES}.
 */
final class ConnectionWriter {
  /** A peer that lets so many messages pile up does not read. */
  private static final int MOST_MESSAGES = 100_000;

  private static final int MESSAGES_A_WRITE = 256;

  private sealed interface Outgoing {
    record OutgoingBlock(ShareLink link, Block block, boolean fresh) implements Outgoing {}

    record Chunk(Message message, ByteBuffer payload) implements Outgoing {}
  }

  private final WireConnection wire;
  private final TransferContext context;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final SendBuffer buffer = new SendBuffer(System.nanoTime());
  private final ArrayDeque<Message> messages = new ArrayDeque<>();
  private final ArrayDeque<Outgoing> bulk = new ArrayDeque<>();
  private boolean closed;
  private boolean finishing;

  ConnectionWriter(WireConnection wire, TransferContext context) {
    this.wire = wire;
    this.context = context;
  }

  /** Queues a message; returns false if the queue is full or closed. */
  boolean post(Message message) {
    lock.lock();
    try {
      if (closed || finishing || messages.size() >= MOST_MESSAGES) {
        return false;
      }
      messages.add(message);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  void postBlock(ShareLink link, Block block, boolean fresh) {
    postBulk(new Outgoing.OutgoingBlock(link, block, fresh));
  }

  void postChunk(Message message, byte[] payload) {
    postBulk(new Outgoing.Chunk(message, ByteBuffer.wrap(payload)));
  }

  private void postBulk(Outgoing outgoing) {
    lock.lock();
    try {
      bulk.add(outgoing);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Writes what is queued, then ends {@link #run}. */
  void finish() {
    lock.lock();
    try {
      finishing = true;
      bulk.clear();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Writes until closed; throws when the connection fails. */
  void run() throws IOException, InterruptedException {
    while (true) {
      List<Message> batch = new ArrayList<>();
      Outgoing next;
      lock.lock();
      try {
        while (!closed && !finishing && messages.isEmpty() && bulk.isEmpty()) {
          changed.await();
        }
        if (closed || (finishing && messages.isEmpty())) {
          return;
        }
        while (!messages.isEmpty() && batch.size() < MESSAGES_A_WRITE) {
          batch.add(messages.poll());
        }
        next = batch.isEmpty() ? bulk.poll() : null;
      } finally {
        lock.unlock();
      }
      if (!batch.isEmpty()) {
        wire.send(batch);
      } else if (next != null) {
        write(next);
      }
    }
  }

  private void write(Outgoing outgoing) throws IOException {
    switch (outgoing) {
      case Outgoing.Chunk chunk -> wire.send(chunk.message(), chunk.payload());
      case Outgoing.OutgoingBlock block -> writeBlock(block);
    }
  }

  private void writeBlock(Outgoing.OutgoingBlock outgoing) throws IOException {
    Block block = outgoing.block();
    ShareLink link = outgoing.link();
    PieceStore store = link.session().store();
    if (store == null || !store.has(block.piece())) {
      link.connection().post(SwarmShell.refused(link, block)); // it went away since it was chosen
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
      wire.send(header, out -> writePayload(link, block, store, out));
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

  private void writePayload(ShareLink link, Block block, PieceStore store, WritableByteChannel out)
      throws IOException {
    int done = 0;
    while (done < block.lengthBytes()) {
      int chunk = context.up().chunkBytes(block.lengthBytes() - done);
      context.up().acquire(chunk);
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
    link.session().dropLostPieces();
  }
}
