package ai.kubit.cohortimport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.guard.Confirmation;
import ai.kubit.cohortimport.ledger.BeginResult.Begun;
import ai.kubit.cohortimport.ledger.BeginResult.NothingToConfirm;
import ai.kubit.cohortimport.ledger.CohortRecord.Refusal;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a confirmation lets through the guard, and how often. */
class ConfirmationTest extends ExecutionsTestBed {
  @ParameterizedTest
  @CsvSource({"1000, 1100", "9, 9", "10, 11", "19, 20"})
  void aConfirmationCoversATenthMore(long removals, long allowed) {
    refused(removals);

    ImportExecution begun = ((Begun) manual("m-1", Optional.of("m-0"))).execution();

    Confirmation confirmed = begun.origin().options().confirmation().orElseThrow();
    assertThat(confirmed).isEqualTo(question(removals));
    assertThat(confirmed.removalsUpTo()).isEqualTo(allowed);
    assertThat(confirmed.additionsUpTo()).isEqualTo(22);
  }

  @Test
  void aConfirmationIsGoodOnce() {
    refused(1000);
    manual("m-1", Optional.of("m-0"));
    assertThat(entry().belief().refusal()).isEmpty();
    finish();

    assertThat(manual("m-2", Optional.of("m-0"))).isEqualTo(new NothingToConfirm());
    assertThat(history()).doesNotContain("m-2");
  }

  @Test
  void aDryRunDoesNotUseUpTheConfirmation() {
    refused(1000);

    ImportExecution dry =
        ((Begun)
                begin(
                    Trigger.MANUAL,
                    Optional.of("m-1"),
                    Optional.empty(),
                    new ImportOptions(true, false, false),
                    Optional.of("m-0")))
            .execution();

    assertThat(dry.origin().options().confirmation()).contains(question(1000));
    assertThat(entry().belief().refusal()).contains(new Refusal("m-0", question(1000)));
  }

  @Test
  void aConfirmationMustNameTheRefusedExecution() {
    refused(1000);

    assertThat(manual("m-1", Optional.of("m-9"))).isEqualTo(new NothingToConfirm());
    assertThat(entry().belief().refusal()).contains(new Refusal("m-0", question(1000)));
  }

  @Test
  void anImportWithoutConfirmationConfirmsNothingAndUsesNothingUp() {
    refused(1000);

    ImportExecution begun = ((Begun) manual("m-1")).execution();

    assertThat(begun.origin().options().confirmation()).isEmpty();
    assertThat(entry().belief().refusal()).contains(new Refusal("m-0", question(1000)));
  }

  @Test
  void nobodyConfirmsByAskingForANumber() {
    daily();

    ImportExecution begun =
        ((Begun)
                begin(
                    Trigger.MANUAL,
                    Optional.of("m-1"),
                    Optional.empty(),
                    new ImportOptions(true, true, false, Optional.of(question(999))),
                    Optional.empty()))
            .execution();

    assertThat(begun.origin().options()).isEqualTo(new ImportOptions(true, true, false));
  }
}
