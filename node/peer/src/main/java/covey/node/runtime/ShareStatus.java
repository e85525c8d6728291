package covey.node.runtime;

import org.jspecify.annotations.Nullable;

/**
 * How a share on this node stands. The components' names are the keys of the JSON.
 *
 * @param id base32; empty while the share is being imported and has no id yet
 * @param link ready to hand on; empty while there is no id
 * @param sizeBytes of the whole share; 0 while a download does not know it yet
 * @param haveBytes verified bytes (while importing: bytes hashed so far)
 * @param state importing, downloading, seeding, paused or failed
 * @param peers connected peers that opened the share
 * @param rejectedBytes arrived but failed verification
 * @param duplicateBytes arrived although already there
 * @param path where the share's file or folder lies
 * @param kept in `central`: the origin has all of it; elsewhere false
 * @param waitingFor what a download or upload waits for, for people; null if for nothing
 * @param problem with state failed: the one line for people
 * @param problemKind with state failed: name of the {@link NodeProblem.Kind}
 */
public record ShareStatus(
    String id,
    String link,
    String name,
    long sizeBytes,
    long haveBytes,
    int pieces,
    int havePieces,
    int files,
    String state,
    int peers,
    long downBytesPerSecond,
    long upBytesPerSecond,
    long downloadedBytes,
    long uploadedBytes,
    long rejectedBytes,
    long duplicateBytes,
    long originBytes,
    String path,
    boolean kept,
    @Nullable String waitingFor,
    @Nullable String problem,
    @Nullable String problemKind) {}
