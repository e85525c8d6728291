package covey.protocol.directory;

import com.google.common.net.HostAndPort;
import java.util.List;

/** What a directory host answers to a {@link MeetingVerb}. */
public sealed interface MeetingAnswer extends DirectoryAnswer {
  /**
   * To TakeSeat.
   *
   * @param granted the node may become a member
   * @param members how many there are
   * @param hosts where members accept connections, to attach to, at most 200
   */
  record Seated(boolean granted, int members, List<HostAndPort> hosts) implements MeetingAnswer {
    /** Copies the list. */
    public Seated {
      hosts = List.copyOf(hosts);
    }
  }

  /** To Introduce: whether the other node was told. */
  record Introduced(boolean told) implements MeetingAnswer {}
}
