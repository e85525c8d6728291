package covey.tracker.cluster;

import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.stack.ProtocolStack;

/** What befalls a member that runs in this process. */
public final class MemberFaults {
  private MemberFaults() {}

  /** From now on nothing comes in or goes out, but sockets stay open: as a frozen process. */
  public static void freeze(DirectoryCluster member) {
    try {
      stack(member)
          .insertProtocol(new DISCARD().discardAll(true), ProtocolStack.Position.ABOVE, TP.class);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** All sockets close, without good-bye: as a killed process. */
  public static void kill(DirectoryCluster member) {
    freeze(member);
    TP transport = stack(member).getTransport();
    try {
      transport.getClass().getMethod("clearConnections", boolean.class).invoke(transport, false);
      transport.stop();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static ProtocolStack stack(DirectoryCluster member) {
    return member.channel().stack().orElseThrow().channel().getProtocolStack();
  }
}
