package covey.node.compare;

import covey.node.trace.Trace;
import covey.node.trace.TraceFile;
import covey.node.trace.TraceRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The trace of one node of a test bed, run by run. Used by one thread. */
interface NodeTrace {
  /** Begins a run. */
  void begin();

  /** Ends the run and returns its recording. */
  Trace end() throws IOException, InterruptedException;

  /** Returns the trace of a node in this process, which records during runs only. */
  static NodeTrace of(TraceRecorder recorder) {
    return new NodeTrace() {
      @Override
      public void begin() {
        recorder.begin();
      }

      @Override
      public Trace end() {
        recorder.end();
        return recorder.recording("");
      }
    };
  }

  /** Returns the trace of a process that records continuously into a file. */
  static NodeTrace of(Path file) {
    return new NodeTrace() {
      // The time until all messages are in the file.
      private static final long WRITTEN_MILLIS = 400;

      private Instant from = Instant.EPOCH;

      @Override
      public void begin() {
        from = Instant.now();
      }

      @Override
      public Trace end() throws IOException, InterruptedException {
        Instant until = Instant.now();
        Thread.sleep(WRITTEN_MILLIS);
        return TraceFile.read(file).between(from, until);
      }
    };
  }
}
