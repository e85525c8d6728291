package covey.node.modes;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.tracker.registry.DirectoryHost;

/** The directory that this very process hosts: what a tracker's own origin announces to. */
public final class HostedDirectory implements Directory {
  private final DirectoryHost host;

  /** Over a host in this process. */
  public HostedDirectory(DirectoryHost host) {
    this.host = host;
  }

  @Override
  public DirectoryAnswer ask(DirectoryVerb verb) {
    return host.answer(verb);
  }

  @Override
  public void close() {}
}
