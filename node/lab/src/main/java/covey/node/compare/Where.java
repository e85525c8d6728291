package covey.node.compare;

/** Where the nodes run. */
public enum Where {
  /** In this process, but for servers, publishers and whatever is to fail. */
  THREADS,
  /** Each in a process of its own. */
  PROCESSES,
  /** Each in a process and a network namespace of its own, with links that the kernel shapes. */
  NETNS
}
