package covey.node.runtime;

import covey.node.store.ImportProgress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A file or folder that is being hashed to become a share. Thread-safe. */
final class ImportJob implements ImportProgress {
  private final Path path;
  private final AtomicLong hashedBytes = new AtomicLong();
  private volatile long totalBytes;
  private volatile int files;

  ImportJob(Path path) {
    this.path = path;
  }

  @Override
  public void discovered(long bytes, int count) {
    totalBytes = bytes;
    files = count;
  }

  @Override
  public void hashed(long bytes) {
    hashedBytes.addAndGet(bytes);
  }

  ShareStatus status() {
    Path name = path.getFileName();
    return new ShareStatus(
        new ShareStatus.Identity("", "", name == null ? path.toString() : name.toString()),
        new ShareStatus.Content(totalBytes, hashedBytes.get(), 0, 0, files),
        "importing",
        0,
        new ShareStatus.Transfer(new PayloadTraffic(0, 0, 0, 0), 0, 0, 0),
        path.toString(),
        new ShareStatus.Progress(false, null, null, null));
  }
}
