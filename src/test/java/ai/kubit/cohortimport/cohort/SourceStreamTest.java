package ai.kubit.cohortimport.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.ObjectStore.ArchivedException;
import ai.kubit.cohortimport.storage.StorageException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SourceStreamTest {

  @Test
  void anObjectThatIsArchivedWhileItIsReadIsNamed() {
    RuntimeException failure =
        SourceStream.failure("e/part-0.csv", new IOException(new ArchivedException("gone", null)));

    assertThat(failure).hasMessageContaining("'part-0.csv' lies in an archive");
    assertThatThrownBy(
            () -> {
              throw failure;
            })
        .isInstanceOfSatisfying(
            ImportStoppedException.class,
            stopped -> assertThat(stopped.reason()).isEqualTo(Reason.EXPORT_UNREADABLE));
  }

  @Test
  void aKeyThatCannotBeReadForgesNoLineOfTheLog() {
    assertThat(SourceStream.failure("e\n\u0085x\u202e.csv", new IOException("cut")))
        .isInstanceOf(StorageException.class)
        .hasMessage("could not read e x.csv");
  }
}
