package covey.node.runtime;

/** The steps of a node's start, as they begin; the last one is "end". */
interface StartSteps {
  /** A step begins; what this throws fails the start. */
  void next(String step);
}
