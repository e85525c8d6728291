package covey.protocol.directory;

import covey.protocol.content.ShareId;

/**
 * A share as a provider announces it.
 *
 * @param name for people; not trusted
 * @param complete the provider has every piece
 */
public record ShareRecord(ShareId id, String name, long sizeBytes, boolean complete) {}
