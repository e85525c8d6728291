package covey.node.store;

/** Told how far {@link Importer} is, from several threads. */
public interface ImportProgress {
  /** What there is to hash, once known. */
  void discovered(long totalBytes, int files);

  /** This many more bytes are hashed. */
  void hashed(long bytes);
}
