package ai.kubit.cohortimport.importer;

/**
 * Shows an import's progress to a person who waits for it. Its methods are called on the importer's
 * thread and must return quickly.
 */
public interface ImportProgress {
  /** Shows nothing. */
  ImportProgress SILENT =
      new ImportProgress() {
        @Override
        public void reading(long bytesRead, long bytes, long rows) {}

        @Override
        public void delivering(long changesAnswered, long changes) {}

        @Override
        public void phase(String sentence) {}
      };

  /** The export is being read. */
  void reading(long bytesRead, long bytes, long rows);

  /** The plan is being delivered. */
  void delivering(long changesAnswered, long changes);

  /** Braze is asked what it holds. */
  default void looking(long looked, long members) {}

  /** A phase or a wait begins. */
  void phase(String sentence);
}
