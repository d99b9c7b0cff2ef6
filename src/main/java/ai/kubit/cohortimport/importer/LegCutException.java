package ai.kubit.cohortimport.importer;

/** The process was told to end, and the leg can be left as it is: planning has sent nothing. */
final class LegCutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LegCutException() {
    super("the process was told to end");
  }
}
