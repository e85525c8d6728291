package covey.node.store;

/** Receives the progress of {@link Importer}, from several threads. */
public interface ImportProgress {
  /** The size and number of files to hash are known. */
  void discovered(long totalBytes, int files);

  /** This many more bytes were hashed. */
  void hashed(long bytes);
}
