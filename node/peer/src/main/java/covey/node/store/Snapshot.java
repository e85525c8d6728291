package covey.node.store;

import covey.protocol.content.PieceSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pieces that the store had at one instant, and the stamps of their files.
 *
 * @param bootId the id of the machine's boot when it was written; empty if unknown
 * @param finished whether empty files, folders and links were created
 */
record Snapshot(String bootId, boolean finished, PieceSet have, List<FileState> files) {
  private static final int PLACED = 1;
  private static final int ADOPTED = 2;
  private static final int SYNCED = 4;
  private static final int STAMPED = 8;

  /**
   * One file.
   *
   * @param placed whether it is in its place, not in the work folder
   * @param adopted whether it existed before the download
   * @param synced whether all of its verified pieces were forced to the disk
   * @param stamp null if unknown
   */
  record FileState(boolean placed, boolean adopted, boolean synced, @Nullable FileStamp stamp) {
    static final FileState UNKNOWN = new FileState(false, false, false, null);
  }

  byte[] encode() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(bootId);
    out.writeBoolean(finished);
    out.writeInt(have.pieceCount());
    out.write(have.toBitfield());
    out.writeInt(files.size());
    for (FileState file : files) {
      FileStamp stamp = file.stamp();
      out.writeByte(
          (file.placed() ? PLACED : 0)
              | (file.adopted() ? ADOPTED : 0)
              | (file.synced() ? SYNCED : 0)
              | (stamp != null ? STAMPED : 0));
      if (stamp != null) {
        stamp.write(out);
      }
    }
    return bytes.toByteArray();
  }

  /** Decodes a snapshot; empty if it is not of a share with this many pieces and files. */
  static Optional<Snapshot> decode(byte[] bytes, int pieceCount, int fileCount) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String bootId = in.readUTF();
      boolean finished = in.readBoolean();
      if (in.readInt() != pieceCount) {
        return Optional.empty();
      }
      byte[] bitfield = in.readNBytes((pieceCount + 7) / 8);
      PieceSet have = PieceSet.fromBitfield(ByteBuffer.wrap(bitfield), pieceCount);
      if (in.readInt() != fileCount) {
        return Optional.empty();
      }
      List<FileState> files = new ArrayList<>(fileCount);
      for (int i = 0; i < fileCount; i++) {
        int flags = in.readByte();
        files.add(
            new FileState(
                (flags & PLACED) != 0,
                (flags & ADOPTED) != 0,
                (flags & SYNCED) != 0,
                (flags & STAMPED) != 0 ? FileStamp.read(in) : null));
      }
      return Optional.of(new Snapshot(bootId, finished, have, files));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // The checksum is right but the content is not: hash again.
    }
  }
}
