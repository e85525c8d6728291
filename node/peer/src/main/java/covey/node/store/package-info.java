/**
 * Shares on disk: reading what is shared, writing what is downloaded, and remembering both safely.
 *
 * <p>Not here: sockets, peers, what to fetch next. Read {@link covey.node.store.PieceStore} first,
 * then {@link covey.node.store.Importer}.
 */
@NullMarked
package covey.node.store;

import org.jspecify.annotations.NullMarked;
