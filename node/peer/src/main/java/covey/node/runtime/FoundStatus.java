package covey.node.runtime;

/** A share that a search found in the directory. The components' names are the keys of the JSON. */
public record FoundStatus(
    String id, String link, String name, long sizeBytes, int providers, int completeProviders) {}
