/**
 * What {@code covey compare} found, for people and for other programs: a page with charts, a table,
 * a document, a verdict in words. It measures nothing and prints nothing. Read {@link
 * covey.node.report.Report} first.
 */
@NullMarked
package covey.node.report;

import org.jspecify.annotations.NullMarked;
