package covey.tests.peer;

import com.google.common.io.BaseEncoding;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** A peer that serves arbitrary bytes as a ShareInfo, under their true id. */
public final class StrangeShare implements Closeable {
  private final byte[] info;
  private final byte[] nodeId = new byte[32];
  private final Listener listener;

  private StrangeShare(byte[] info) throws IOException {
    this.info = info.clone();
    new Random(info.length).nextBytes(nodeId);
    this.listener = Listener.open(this::serve);
  }

  /** Starts a peer that serves these bytes as a ShareInfo. */
  public static StrangeShare of(byte[] info) throws IOException {
    return new StrangeShare(info);
  }

  /** Returns its address, "host:port". */
  String address() {
    return listener.address();
  }

  /** Returns the share's link, with this peer's address. */
  public String link() {
    return "covey:" + id() + "?p=" + listener.address();
  }

  /** Returns the share's id. */
  public String id() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(info);
      return BaseEncoding.base32().omitPadding().encode(hash).toLowerCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void serve(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    Fields hello = Fields.none().with(1, 1).with(2, 1).with(4, nodeId).with(6, "strange/1");
    new Frame(Frame.HELLO, hello.with(7, listener.address())).write(out);
    while (true) {
      Frame frame = Frame.read(in);
      switch (frame.kind()) {
        case Frame.OPEN -> {
          Fields open = Fields.none().with(1, 1).with(2, frame.body().bytes(2)).with(3, 1);
          new Frame(Frame.OPEN, open.with(7, 1)).write(out);
        }
        case Frame.INFO_REQUEST -> chunk(frame.body()).write(out);
        default -> {
          // No other message arrives before the info is accepted.
        }
      }
    }
  }

  private Frame chunk(Fields request) {
    int offset = (int) Math.min(info.length, request.varint(2));
    int end = (int) Math.min(info.length, offset + request.varint(3));
    byte[] part = Arrays.copyOfRange(info, offset, end);
    Fields chunk = Fields.none().with(1, 1);
    if (offset > 0) {
      chunk = chunk.with(2, offset);
    }
    return new Frame(Frame.INFO_CHUNK, chunk.with(3, info.length).with(4, part.length), part);
  }
}
