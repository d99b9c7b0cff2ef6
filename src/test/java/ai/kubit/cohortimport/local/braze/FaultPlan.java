package ai.kubit.cohortimport.local.braze;

import ai.kubit.cohortimport.local.http.Script;
import ai.kubit.cohortimport.local.http.When;
import java.util.Optional;

/** The script of what goes wrong at Braze. May be changed while the simulator runs. */
public final class FaultPlan {
  private final Script<BrazeRequest, Fault> atHeaders = new Script<>();
  private final Script<BrazeRequest, Fault> atBody = new Script<>();

  /** Adds a fault; returns its condition, which counts what it met. */
  public When<BrazeRequest> add(When<BrazeRequest> when, Fault fault) {
    boolean early =
        fault instanceof Fault.Break broken && broken.moment() == Fault.Moment.BEFORE_READING;
    (early ? atHeaders : atBody).add(when, fault);
    return when;
  }

  /** Everything works again; what is held is still held. */
  public void clear() {
    atHeaders.clear();
    atBody.clear();
  }

  boolean breaksAtHeaders(BrazeRequest request) {
    return !atHeaders.isEmpty() && atHeaders.next(request).isPresent();
  }

  Optional<Fault> next(BrazeRequest request) {
    return atBody.isEmpty() ? Optional.empty() : atBody.next(request);
  }
}
