package covey.node.diagram;

/**
 * A party, as a column of a diagram.
 *
 * @param title its name
 * @param detail further details; may be empty
 * @param address the address at which it listens; empty if unknown
 * @param self whether it is the recorded node
 */
record Lifeline(String title, String detail, String address, boolean self) {}
