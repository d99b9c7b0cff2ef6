package ai.kubit.cohortimport.scenario;

/** Unwinds the stack of a process that is no more; its ports are closed meanwhile. */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  Killed() {
    super("killed", null, false, false);
  }
}
