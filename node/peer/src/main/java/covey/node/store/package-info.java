/**
 * Shares on disk: reads what is shared, writes what is downloaded, and keeps the state of both.
 *
 * <p>Not here: sockets, peers, what to fetch next. Read {@link covey.node.store.PieceStore} first,
 * then {@link covey.node.store.Importer}.
 */
@NullMarked
package covey.node.store;

import org.jspecify.annotations.NullMarked;
