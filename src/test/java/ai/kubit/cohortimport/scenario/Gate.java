package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Every effect of every process passes here, where the story strikes. */
final class Gate {
  private static final class Armed {
    private final Strike strike;
    private int callsLeft;

    Armed(Strike strike) {
      this.strike = strike;
      this.callsLeft = strike.call();
    }
  }

  private final List<Armed> armed = new ArrayList<>();
  private final Consumer<Duration> othersGoOn;

  /**
   * A gate.
   *
   * @param othersGoOn lets time pass and other processes work
   */
  Gate(Consumer<Duration> othersGoOn) {
    this.othersGoOn = othersGoOn;
  }

  void arm(Strike strike) {
    armed.add(new Armed(strike));
  }

  void disarm() {
    armed.clear();
  }

  /** For calls without an effect. */
  void refuseTheDead(Running process) {
    if (process.isDead()) {
      throw new Killed();
    }
  }

  <T> T pass(Running process, Port port, Supplier<T> effect) {
    refuseTheDead(process);
    Optional<Strike> strike = next(port);
    strike.filter(one -> !one.after()).ifPresent(one -> strike(process, one));
    T answer = effect.get();
    strike.filter(Strike::after).ifPresent(one -> strike(process, one));
    return answer;
  }

  private Optional<Strike> next(Port port) {
    Optional<Strike> due = Optional.empty();
    for (Armed one : List.copyOf(armed)) {
      if (one.strike.port() == port && --one.callsLeft == 0) {
        armed.remove(one);
        due = Optional.of(one.strike);
      }
    }
    return due;
  }

  private void strike(Running process, Strike strike) {
    switch (strike.kind()) {
      case KILL -> {
        process.kill();
        throw new Killed();
      }
      case FAIL -> {
        process.struck();
        throw new StorageException("the story says so", null);
      }
      case FREEZE -> {
        process.struck();
        othersGoOn.accept(strike.frozen());
      }
    }
  }
}
