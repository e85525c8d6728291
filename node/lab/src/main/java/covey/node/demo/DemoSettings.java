package covey.node.demo;

import java.nio.file.Path;

/**
 * What is shown.
 *
 * @param path the file or folder that is shared
 * @param nodes how many nodes download it
 * @param upBytesPerSecond what each node, and the tracker's origin, may send
 * @param keep leave the folders behind
 */
public record DemoSettings(Path path, int nodes, long upBytesPerSecond, boolean keep) {}
