/**
 * The directory kept by one host: the providers of each share, in memory, expiring unless renewed.
 *
 * <p>Not here: how verbs arrive (covey.tracker.server, covey.tracker.cluster), and authorization:
 * the caller checks that a node announces only its own shares. Read {@link
 * covey.tracker.registry.Registry} first.
 */
@NullMarked
package covey.tracker.registry;

import org.jspecify.annotations.NullMarked;
