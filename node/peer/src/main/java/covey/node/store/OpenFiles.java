package covey.node.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open files: at most {@code most}, or those in use if they are more. Thread-safe.
 *
 * <p>An interrupted thread closes the channel that it uses, even while others use it; they open the
 * file again and continue.
 */
final class OpenFiles implements Closeable {
  private static final int MOST_ATTEMPTS = 64;

  private final FileTable files;
  private final int most;
  private final Map<Integer, Handle> handles = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  OpenFiles(FileTable files, int most) {
    this.files = files;
    this.most = most;
  }

  /** An operation on an open file. It may be restarted, so it keeps its progress outside. */
  interface Use {
    void with(FileChannel channel) throws IOException;
  }

  /** Opens the file if necessary, and uses it. */
  void use(int file, Use use) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Handle handle = acquire(file);
      try {
        use.with(handle.channel);
        return;
      } catch (ClosedByInterruptException e) {
        drop(file);
        throw e;
      } catch (ClosedChannelException e) {
        if (handle.channel.isOpen() || attempt == MOST_ATTEMPTS) {
          throw e; // The other end or this store was closed.
        }
        forget(file, handle);
      } catch (NonWritableChannelException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
        drop(file); // Opened for reading just before it was moved back to the work folder.
      } finally {
        release(handle);
      }
    }
  }

  /** Closes the file as soon as it is not in use. */
  void drop(int file) throws IOException {
    Handle handle;
    synchronized (this) {
      handle = handles.remove(file);
      if (handle == null || !handle.retire()) {
        return;
      }
    }
    handle.channel.close();
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      for (Handle handle : handles.values()) {
        if (handle.retire()) {
          handle.channel.close();
        }
      }
      handles.clear();
    }
  }

  private Handle acquire(int file) throws IOException {
    Handle found = find(file);
    if (found != null) {
      return found;
    }
    FileChannel channel = files.open(file); // Outside the lock: many threads create files at once.
    Handle made = new Handle(channel);
    Handle winner;
    synchronized (this) {
      winner = handles.putIfAbsent(file, made);
      if (winner != null) {
        winner.users++;
      } else {
        evict();
      }
    }
    if (winner != null) {
      channel.close();
      return winner;
    }
    return made;
  }

  private synchronized @Nullable Handle find(int file) throws IOException {
    if (closed) {
      throw new IOException("the share's files are closed");
    }
    Handle handle = handles.get(file);
    if (handle != null) {
      handle.users++;
    }
    return handle;
  }

  private void evict() throws IOException {
    Iterator<Handle> eldest = handles.values().iterator();
    for (int surplus = handles.size() - most; surplus > 0 && eldest.hasNext(); ) {
      Handle handle = eldest.next();
      if (handle.users == 0) {
        eldest.remove();
        handle.channel.close();
        surplus--;
      }
    }
  }

  private synchronized void forget(int file, Handle handle) {
    handles.remove(file, handle);
  }

  private void release(Handle handle) throws IOException {
    synchronized (this) {
      handle.users--;
      if (handle.users > 0 || !handle.retired) {
        return;
      }
    }
    handle.channel.close();
  }

  /** An open file and the number of its users; guarded by the table's monitor. */
  private static final class Handle {
    private final FileChannel channel;
    private int users = 1;
    private boolean retired;

    Handle(FileChannel channel) {
      this.channel = channel;
    }

    /** Retires the file; returns whether it can be closed now, otherwise its last user does. */
    boolean retire() {
      retired = true;
      return users == 0;
    }
  }
}
