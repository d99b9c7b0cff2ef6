package ai.kubit.cohortimport.scenario;

import java.time.Duration;

/**
 * What befalls the program that makes a certain call.
 *
 * @param call which call of the port from now on, from 1
 * @param after whether the call has had its effect by then
 * @param frozen how long a frozen program sleeps, while others go on
 */
record Strike(Kind kind, Port port, int call, boolean after, Duration frozen) {
  enum Kind {
    /** As by SIGKILL: none of its calls reaches anything any more. */
    KILL,
    /** The call throws, as AWS's client does when its own tries are used up. */
    FAIL,
    /** As by SIGSTOP and, later, SIGCONT. */
    FREEZE
  }

  static Strike killBefore(Port port, int call) {
    return new Strike(Kind.KILL, port, call, false, Duration.ZERO);
  }

  static Strike killAfter(Port port, int call) {
    return new Strike(Kind.KILL, port, call, true, Duration.ZERO);
  }

  static Strike failBefore(Port port, int call) {
    return new Strike(Kind.FAIL, port, call, false, Duration.ZERO);
  }

  static Strike freezeBefore(Port port, int call, Duration frozen) {
    return new Strike(Kind.FREEZE, port, call, false, frozen);
  }

  static Strike freezeAfter(Port port, int call, Duration frozen) {
    return new Strike(Kind.FREEZE, port, call, true, frozen);
  }

  @Override
  public String toString() {
    String moment = after ? "after" : "before";
    String length = kind == Kind.FREEZE ? " for " + frozen : "";
    return "%s %s call %d of %s%s".formatted(kind, moment, call, port, length);
  }
}
