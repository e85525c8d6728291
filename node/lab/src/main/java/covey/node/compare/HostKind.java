package covey.node.compare;

/** Where the nodes of a comparison run. */
public enum HostKind {
  /** In this process, except for servers, publishers and nodes that fail. */
  THREADS,
  /** Each in a separate process. */
  PROCESSES,
  /** Each in a separate process and network namespace, with links shaped by the kernel. */
  NETNS
}
