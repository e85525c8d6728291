/**
 * The results of {@code covey compare}, for people and for programs: a page with charts, a table, a
 * JSON document and a verdict in words. It measures nothing and prints nothing. Read {@link
 * covey.node.report.Report} first.
 */
@NullMarked
package covey.node.report;

import org.jspecify.annotations.NullMarked;
