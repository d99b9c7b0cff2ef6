package ai.kubit.cohortimport.local.braze;

import ai.kubit.cohortimport.local.http.Script;
import ai.kubit.cohortimport.local.http.When;
import java.util.Optional;

/** The script of Braze's faults. It may be changed while the simulator runs. */
public final class FaultPlan {
  private final Script<BrazeRequest, Fault> atHeaders = new Script<>();
  private final Script<BrazeRequest, Fault> atBody = new Script<>();

  /** Adds a fault. Returns its condition, which counts the requests that it chose. */
  public When<BrazeRequest> add(When<BrazeRequest> when, Fault fault) {
    boolean early =
        fault instanceof Fault.Break broken && broken.moment() == Fault.Moment.BEFORE_READING;
    (early ? atHeaders : atBody).add(when, fault);
    return when;
  }

  /** Removes all faults. Requests that are held stay held. */
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
