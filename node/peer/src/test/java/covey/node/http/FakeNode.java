package covey.node.http;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.node.runtime.FileContent;
import covey.node.runtime.FoundStatus;
import covey.node.runtime.ModeStatus;
import covey.node.runtime.NodeControl;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeProblem.Kind;
import covey.node.runtime.NodeStatus;
import covey.node.runtime.PayloadTraffic;
import covey.node.runtime.PeerStatus;
import covey.node.runtime.ShareStatus;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A node that knows one share, "album", writes down what it is told, and moves no bytes. */
final class FakeNode implements NodeControl {
  static final String ID = "a".repeat(52);
  static final byte[] SONG = "0123456789".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  final List<String> told = new CopyOnWriteArrayList<>();
  final List<ShareStatus> shares = new CopyOnWriteArrayList<>(List.of(share("album", "seeding")));
  final AtomicInteger openFiles = new AtomicInteger();

  static ShareStatus share(String name, String state) {
    return new ShareStatus(
        new ShareStatus.Identity(ID, "covey:" + ID, name),
        new ShareStatus.Content(10, 10, 1, 1, 1),
        state,
        2,
        new ShareStatus.Transfer(new PayloadTraffic(3, 4, 5, 6), 7, 8, 0),
        "/tmp/" + name,
        new ShareStatus.Progress(false, null, null, null));
  }

  @Override
  public String id() {
    return "b".repeat(52);
  }

  @Override
  public HostAndPort listen() {
    return HostAndPort.fromString("127.0.0.1:7410");
  }

  @Override
  public NodeStatus status() {
    return new NodeStatus(
        new NodeStatus.Identity(id(), "node", "0.1.0", "127.0.0.1:7410"),
        new NodeStatus.DirectoryState("p2p", "members (3)", "", true, 3, List.of(), true),
        1,
        2,
        new PayloadTraffic(30, 40, 50, 60),
        new NodeStatus.Limits(0, 0),
        new NodeStatus.SinceStart(1.5, 70, 80, 90, 100, 110));
  }

  @Override
  public List<ShareStatus> shares() {
    return List.copyOf(shares);
  }

  @Override
  public ShareStatus share(String named) throws NodeProblem {
    for (ShareStatus share : shares) {
      if (named.equals(ID) || named.equals(share.name())) {
        return share;
      }
    }
    if (named.equals("broken")) {
      throw new IllegalStateException("secret inner detail");
    }
    if (named.startsWith("problem-")) {
      throw new NodeProblem(Kind.valueOf(named.substring("problem-".length())), "as asked");
    }
    throw new NodeProblem(Kind.NOT_FOUND, "no share \"" + named + "\" here");
  }

  @Override
  public List<PeerStatus> peers(@Nullable String named) throws NodeProblem {
    if (named != null) {
      share(named);
    }
    return List.of(
        new PeerStatus(
            "c".repeat(52),
            "127.0.0.1:1",
            "covey",
            true,
            List.of(ID),
            new PayloadTraffic(1, 2, 3, 4),
            new PeerStatus.Route(0.001, null)));
  }

  @Override
  public ShareStatus add(Path path, @Nullable String name) throws NodeProblem {
    told.add("add " + path + " " + name);
    return share(name == null ? "song" : name, "seeding");
  }

  @Override
  public ShareStatus get(String link, @Nullable Path dir, List<String> select, boolean sequential)
      throws NodeProblem {
    told.add("get " + link + " " + dir + " " + select + " " + sequential);
    return share("got", "downloading");
  }

  @Override
  public void remove(String named, boolean data) throws NodeProblem {
    share(named);
    told.add("remove " + named + " " + data);
  }

  @Override
  public int verify(String named) throws NodeProblem {
    share(named);
    return 3;
  }

  @Override
  public ShareStatus pause(String named) throws NodeProblem {
    share(named);
    return share(named, "paused");
  }

  @Override
  public ShareStatus resume(String named) throws NodeProblem {
    return share(named);
  }

  @Override
  public FileContent open(String named, String path) throws NodeProblem {
    share(named);
    byte[] bytes =
        switch (path) {
          case "cd 1/söng.mp3", "late" -> SONG;
          case "empty" -> new byte[0];
          case "large" -> large();
          default -> throw new NodeProblem(Kind.NOT_FOUND, "no such file in the share");
        };
    openFiles.incrementAndGet();
    return new Content(bytes, path.equals("late"));
  }

  /** Longer than one read of the gateway, and different everywhere. */
  static byte[] large() {
    ByteBuffer bytes = ByteBuffer.allocate(1_000_000);
    while (bytes.hasRemaining()) {
      bytes.putInt(bytes.position());
    }
    return bytes.array();
  }

  @Override
  public List<FoundStatus> search(String text) {
    return List.of(new FoundStatus(ID, "covey:" + ID, text, 10, 2, 1));
  }

  @Override
  public ModeStatus mode() {
    return new ModeStatus(
        "p2p",
        7,
        "deployment",
        "p2p",
        id(),
        new ModeStatus.Followers(3, 2, List.of("h:2", "h:3"), List.of("h:1 (tracker)")));
  }

  @Override
  public ModeStatus switchMode(Mode mode, boolean deployment) {
    told.add("mode " + mode.word() + (deployment ? " deployment" : " node"));
    return mode();
  }

  @Override
  public void limit(long upBytesPerSecond, long downBytesPerSecond) {
    told.add("limit " + upBytesPerSecond + " " + downBytesPerSecond);
  }

  private final class Content implements FileContent {
    private final byte[] bytes;
    private final boolean late;

    Content(byte[] bytes, boolean late) {
      this.bytes = bytes;
      this.late = late;
    }

    @Override
    public long lengthBytes() {
      return bytes.length;
    }

    @Override
    public int read(long offsetBytes, ByteBuffer into) throws NodeProblem {
      if (late) {
        throw new NodeProblem(Kind.TIMED_OUT, "the bytes did not come in time");
      }
      int count = Math.min(into.remaining(), bytes.length - (int) offsetBytes);
      into.put(bytes, (int) offsetBytes, count);
      return count;
    }

    @Override
    public void close() {
      openFiles.decrementAndGet();
    }
  }
}
