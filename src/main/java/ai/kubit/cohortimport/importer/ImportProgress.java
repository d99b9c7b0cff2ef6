package ai.kubit.cohortimport.importer;

/** Shown to whoever waits for an import. Called on the importer's thread; must return quickly. */
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

  /** Something begins, or is waited for. */
  void phase(String sentence);
}
