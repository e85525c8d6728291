package covey.node.store;

import com.google.common.hash.Hashing;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What identifies a file as unchanged without reading it.
 *
 * @param mtimeNanos the time of the last modification, in nanoseconds since 1970
 * @param identity a fingerprint of device and inode; 0 if the file system has none
 */
record FileStamp(long sizeBytes, long mtimeNanos, long identity) {
  static FileStamp of(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    long identity =
        key == null
            ? 0
            : Hashing.farmHashFingerprint64()
                .hashString(key.toString(), StandardCharsets.UTF_8)
                .asLong();
    return new FileStamp(
        attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), identity);
  }

  /** Returns the stamp of what is at {@code path}; links are not followed. */
  static FileStamp of(Path path) throws IOException {
    return of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  static FileStamp read(DataInputStream in) throws IOException {
    return new FileStamp(in.readLong(), in.readLong(), in.readLong());
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(sizeBytes);
    out.writeLong(mtimeNanos);
    out.writeLong(identity);
  }
}
