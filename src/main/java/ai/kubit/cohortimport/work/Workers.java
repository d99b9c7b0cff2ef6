package ai.kubit.cohortimport.work;

import ai.kubit.cohortimport.cohort.CohortKey;

/** Starts workers elsewhere: as invocations of this function, or as threads of this process. */
public interface Workers {
  /**
   * Starts one worker and does not wait for it. A start that is lost does no harm: what is due
   * stays due, and the next sweep starts another.
   *
   * @param first the cohort it should look at first
   * @return whether it was started
   */
  boolean start(CohortKey first);

  /** Waits for the workers that this process would take with it at its end. */
  default void awaitIdle() throws InterruptedException {}
}
