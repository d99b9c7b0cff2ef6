package ai.kubit.cohortimport.verifier;

import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.workspace.Workspace;
import java.util.Objects;

/** Opens the way on which a leg asks Braze about members. */
public interface LookOpener {
  /**
   * Opens it.
   *
   * @param end no request starts after it
   * @param listener is told what became of each question
   * @throws ImportStoppedException when a key is missing
   */
  OpenedLook open(Workspace workspace, Deadline end, CohortDelivery.Listener listener);

  /**
   * The way of one leg.
   *
   * @param questions sends them
   * @param connection what is to be closed after it
   */
  record OpenedLook(CohortDelivery questions, Runnable connection) implements AutoCloseable {
    public OpenedLook {
      Objects.requireNonNull(questions, "questions");
      Objects.requireNonNull(connection, "connection");
    }

    @Override
    public void close() {
      questions.close();
      connection.run();
    }
  }
}
