/**
 * The directory as one host keeps it: which node has which share, in memory, expiring unless
 * renewed.
 *
 * <p>Not here: how verbs arrive (covey.tracker.server, covey.tracker.cluster), and who may announce
 * what: the caller checks that an announcing node speaks for itself. Read {@link
 * covey.tracker.registry.Registry} first.
 */
@NullMarked
package covey.tracker.registry;

import org.jspecify.annotations.NullMarked;
