/**
 * The HTTP API of a running node: what the command line, scripts and browsers talk to.
 *
 * <p>Not here: what the answers mean, which is covey.node.runtime's; the records there are the
 * JSON. Read {@link covey.node.http.HttpApi} first, then Routes, which lists every address.
 */
@NullMarked
package covey.node.http;

import org.jspecify.annotations.NullMarked;
