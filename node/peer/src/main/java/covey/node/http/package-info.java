/**
 * The HTTP API of a running node, for the command line, scripts and browsers.
 *
 * <p>Not here: the meaning of responses; the records in covey.node.runtime define the JSON. Read
 * {@link covey.node.http.HttpApi} first, then Routes, which lists every address.
 */
@NullMarked
package covey.node.http;

import org.jspecify.annotations.NullMarked;
