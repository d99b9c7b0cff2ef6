package ai.kubit.cohortimport.importer;

/** The process was told to end where the leg can be left as it is; nothing was sent meanwhile. */
final class LegCutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LegCutException() {
    super("the process was told to end");
  }
}
