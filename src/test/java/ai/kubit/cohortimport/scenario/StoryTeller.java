package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Makes up stories; the same seed always makes up the same one. */
final class StoryTeller {
  private static final List<String> NAMES = List.of("VIPs", "Very important", "Münchner Kindl");
  private static final int[] BATCHES = {75, 20, 7};

  private final Random random;
  private final DeliveryMode mode;
  private final long seed;
  private final List<LegSummary.Act> acts = new ArrayList<>();
  private final Map<Person, Boolean> members = new HashMap<>();
  private int tokens;

  private StoryTeller(DeliveryMode mode, long seed) {
    this.mode = mode;
    this.seed = seed;
    this.random = new Random(seed);
  }

  static LegSummary tell(DeliveryMode mode, long seed) {
    return new StoryTeller(mode, seed).tell();
  }

  private LegSummary tell() {
    int crowd = oneIn(6) ? 130 : 1 + random.nextInt(60);
    for (int i = 0; i < crowd; i++) {
      members.put(new Person(random.nextInt(World.PERSONS)), oneIn(4));
    }
    act("folder " + Export.of(members), write(Export.of(members)));
    int days = 2 + random.nextInt(5);
    for (int day = 0; day < days; day++) {
      if (day > 0) {
        change();
        export();
      }
      faults();
      strikes();
      happenings();
      act("day", World::day);
      moreOfTheDay();
    }
    change();
    int batch = BATCHES[random.nextInt(BATCHES.length)];
    return new LegSummary(mode, seed, batch, acts, Export.of(members));
  }

  private void act(String text, Consumer<World> happening) {
    acts.add(new LegSummary.Act(text, happening));
  }

  private static Consumer<World> write(Export export) {
    return world -> world.writeFolder(export);
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  private void change() {
    if (oneIn(12)) {
      members.clear();
    }
    if (oneIn(10)) {
      members.keySet().removeIf(person -> random.nextInt(4) > 0);
    }
    members.keySet().removeIf(person -> oneIn(10));
    members.replaceAll((person, byAlias) -> oneIn(8) != byAlias);
    int entering = random.nextInt(8);
    for (int i = 0; i < entering; i++) {
      members.putIfAbsent(new Person(random.nextInt(World.PERSONS)), oneIn(4));
    }
  }

  private void export() {
    int unreadable = oneIn(6) ? 1 + random.nextInt(3) : 0;
    int blank = oneIn(6) ? 1 + random.nextInt(3) : 0;
    Export export = Export.with(members, unreadable, blank);
    switch (random.nextInt(12)) {
      case 0 -> act("half a folder " + export, world -> world.writeHalfAFolder(export));
      case 1, 2, 3 -> act("object " + export, world -> world.writeObject(export));
      case 4 -> {
        Export before = Export.of(members);
        change();
        Export then = Export.of(members);
        act(
            "object " + before + " replaced while it is read by " + then,
            world -> world.writeUnderTheReader(before, then));
      }
      case 5 -> act("exports deleted", World::deleteExports);
      case 6 -> {}
      default -> act("folder " + export, write(export));
    }
    if (oneIn(8)) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      act("renamed to " + name, world -> world.rename(name));
    }
  }

  private void faults() {
    int faults = oneIn(2) ? 0 : 1 + random.nextInt(3);
    BrazeFault[] kinds = BrazeFault.values();
    for (int i = 0; i < faults; i++) {
      BrazeFault fault = kinds[random.nextInt(kinds.length)];
      int times = 1 + random.nextInt(oneIn(4) ? 12 : 3);
      act(times + " x " + fault, world -> world.braze.next(fault, times));
    }
    if (oneIn(6)) {
      int times = 1 + random.nextInt(8);
      act("refuses " + times + " repeats", world -> world.braze.refuseRepeats(times));
    }
    if (oneIn(20)) {
      Duration length = Duration.ofMinutes(1 + random.nextInt(30));
      act("Braze is down for " + length, world -> later(world, () -> world.braze.outage(length)));
    }
    if (oneIn(20)) {
      Duration length = Duration.ofMinutes(1 + random.nextInt(30));
      act("keys refused for " + length, world -> later(world, () -> world.braze.refuseKey(length)));
    }
    if (oneIn(12)) {
      Person person = new Person(random.nextInt(World.PERSONS));
      String id = oneIn(2) ? person.externalId() : person.alias();
      act(
          "poisoned: " + id,
          world -> {
            world.excused.add(person);
            world.braze.poison(id);
          });
    }
    if (oneIn(12)) {
      Person person = new Person(random.nextInt(World.PERSONS));
      act(
          "blocked for ever: " + person,
          world -> {
            world.excused.add(person);
            world.braze.block(person.externalId());
          });
    }
  }

  /** At the day's appointment. */
  private static void later(World world, Runnable happening) {
    world.later(
        Duration.between(world.time.now(), world.entry().schedule().nextRunAt().orElseThrow()),
        happening);
  }

  private void strikes() {
    int strikes = oneIn(2) ? 0 : 1 + random.nextInt(3);
    for (int i = 0; i < strikes; i++) {
      Strike strike = strike();
      act(strike.toString(), world -> world.gate.arm(strike));
    }
  }

  private Strike strike() {
    Port[] ports = Port.values();
    Strike.Kind[] kinds = Strike.Kind.values();
    Port port = ports[random.nextInt(ports.length)];
    Strike.Kind kind = kinds[random.nextInt(kinds.length)];
    if (kind == Strike.Kind.FAIL && (port == Port.BRAZE || port == Port.MAIL)) {
      kind = Strike.Kind.KILL;
    }
    int call = 1 + random.nextInt(port == Port.LEDGER || port == Port.STATE ? 12 : 4);
    Duration frozen =
        kind == Strike.Kind.FREEZE
            ? Duration.ofMinutes(1 + random.nextInt(oneIn(2) ? 40 : 5))
            : Duration.ZERO;
    return new Strike(kind, port, call, random.nextBoolean(), frozen);
  }

  /** While the day's import runs, perhaps. */
  private void happenings() {
    if (oneIn(5)) {
      Duration wait = Duration.ofMillis(random.nextInt(30_000));
      act(
          "another worker " + wait + " in",
          world -> later(world, () -> world.later(wait, world::work)));
    }
    if (oneIn(12)) {
      Duration wait = Duration.ofMillis(random.nextInt(20_000));
      act("stopped " + wait + " in", world -> later(world, () -> world.later(wait, world::stop)));
    }
    if (oneIn(6)) {
      String id = "event-" + ++tokens;
      act(
          "the appointment's event twice",
          world ->
              later(
                  world,
                  () -> {
                    Optional<java.time.Instant> now = Optional.of(world.time.now());
                    world.event(id, now);
                    world.later(Duration.ofSeconds(5), () -> world.event(id, now));
                    world.later(Duration.ofHours(2), () -> world.event(id, now));
                  }));
    }
  }

  private void moreOfTheDay() {
    if (oneIn(4)) {
      String token = "t" + ++tokens;
      act(
          "import now, twice",
          world -> {
            world.later(Duration.ofMillis(300), () -> world.importNow(token));
            world.importNow(token);
            world.settle();
            world.importNow(token);
          });
    }
    if (oneIn(10)) {
      String token = "t" + ++tokens;
      boolean dry = random.nextBoolean();
      act(
          dry ? "dry run" : "full refresh",
          world -> {
            world.importNow(token, new ImportOptions(dry, !dry, false), true);
            world.settle();
          });
    }
    if (oneIn(3)) {
      String token = "t" + ++tokens;
      act(
          "confirmed, if refused",
          world -> {
            world.confirm(token);
            world.settle();
          });
    }
    act(
        "quiet",
        world -> Verdicts.whenQuiet(world).stream().limit(5).forEach(world.witness::complain));
  }
}
