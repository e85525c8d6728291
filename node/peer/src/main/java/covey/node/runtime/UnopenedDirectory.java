package covey.node.runtime;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;

/** The directory of a node that is still starting: every question fails. */
final class UnopenedDirectory implements Directory {
  @Override
  public DirectoryAnswer ask(DirectoryVerb verb) throws DirectoryException {
    throw new DirectoryException("this node is still starting");
  }

  @Override
  public void close() {}
}
