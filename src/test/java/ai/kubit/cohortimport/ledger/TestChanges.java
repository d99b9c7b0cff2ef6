package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.ledger.Counts.Changes;

/**
 * The changes of a test's execution. What Braze neither accepted nor refused nor left unknown was
 * not sent, so that the equation of {@link Counts} holds.
 */
public final class TestChanges {
  private final long adds;
  private long removes;
  private long held;
  private long accepted;
  private long refused;
  private long unknown;

  private TestChanges(long adds) {
    this.adds = adds;
  }

  public static TestChanges adding(long adds) {
    return new TestChanges(adds);
  }

  public static TestChanges onlyRemoving(long removes) {
    return adding(0).removing(removes);
  }

  public TestChanges removing(long number) {
    removes = number;
    return this;
  }

  public TestChanges holding(long number) {
    held = number;
    return this;
  }

  public TestChanges accepted(long number) {
    accepted = number;
    return this;
  }

  public TestChanges refused(long number) {
    refused = number;
    return this;
  }

  public TestChanges unknown(long number) {
    unknown = number;
    return this;
  }

  public Changes changes() {
    long notSent = adds + removes - accepted - refused - unknown;
    return new Changes(adds, removes, held, accepted, refused, unknown, notSent);
  }

  /** Counts of an execution that counted nothing else. */
  public Counts alone() {
    return Counts.NONE.with(changes());
  }
}
