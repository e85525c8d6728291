package covey.node.demo;

import java.nio.file.Path;

/**
 * The settings of a demonstration.
 *
 * @param path the file or folder that is shared
 * @param nodes the number of nodes that download it
 * @param upBytesPerSecond the uplink of each node and of the tracker's origin
 * @param keep whether to keep the folders
 */
public record DemoSettings(Path path, int nodes, long upBytesPerSecond, boolean keep) {}
