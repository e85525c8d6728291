package covey.node.diagram;

/**
 * One who takes part, as a column of a diagram.
 *
 * @param title its name
 * @param detail what is known of it besides; may be empty
 * @param address where it listens, as far as is known; may be empty
 * @param self it is the node that was recorded
 */
record Lifeline(String title, String detail, String address, boolean self) {}
