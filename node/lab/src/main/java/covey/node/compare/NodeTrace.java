package covey.node.compare;

import covey.node.trace.Recorder;
import covey.node.trace.Recording;
import covey.node.trace.RecordingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** What one node of a testbed says and hears, run by run. Used by one thread. */
interface NodeTrace {
  /** A run begins. */
  void begin();

  /** It is over: what was said and heard since. */
  Recording end() throws IOException, InterruptedException;

  /** Of a node in this process, which records during runs only. */
  static NodeTrace of(Recorder recorder) {
    return new NodeTrace() {
      @Override
      public void begin() {
        recorder.begin();
      }

      @Override
      public Recording end() {
        recorder.end();
        return recorder.recording("");
      }
    };
  }

  /** Of a process that records all the time, into a file. */
  static NodeTrace of(Path file) {
    return new NodeTrace() {
      // As long as it takes until what was said is in the file.
      private static final long WRITTEN_MILLIS = 400;

      private Instant from = Instant.EPOCH;

      @Override
      public void begin() {
        from = Instant.now();
      }

      @Override
      public Recording end() throws IOException, InterruptedException {
        Instant until = Instant.now();
        Thread.sleep(WRITTEN_MILLIS);
        return RecordingFile.read(file).between(from, until);
      }
    };
  }
}
