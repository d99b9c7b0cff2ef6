package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.membership.KnownMembers;
import ai.kubit.cohortimport.membership.MembershipManifest;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The invariants, judged by the state of Braze, the ledger, the bucket and the mailbox. */
final class Verdicts {
  /** By then Braze has applied everything it took. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  private final World world;
  private final List<String> complaints;

  Verdicts(World world) {
    this.world = world;
    this.complaints = new ArrayList<>(world.witness.complaints());
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private void require(boolean holds, String complaint) {
    if (!holds) {
      complaints.add(complaint);
    }
  }

  /** Whenever nothing is under way: belief covers everything that Braze holds. */
  static List<String> whenQuiet(World world) {
    world.pause(LONG_ENOUGH);
    Verdicts verdicts = new Verdicts(world);
    verdicts.beliefIsHonest();
    return verdicts.complaints();
  }

  private void beliefIsHonest() {
    KnownMembers known = known();
    for (int number = 0; number < World.PERSONS; number++) {
      Person person = new Person(number);
      if (person.isUser() && !world.excused.contains(person)) {
        beliefIsHonest(person, known);
      }
    }
  }

  private void beliefIsHonest(Person person, KnownMembers known) {
    List<String> held = world.held(person.externalId());
    for (String name : world.valuesUsed()) {
      boolean byAlias = known.knows(person.member(true), name);
      boolean byId = known.knows(person.member(false), name);
      require(
          !held.contains(name) || byAlias || byId,
          "%s holds '%s' and nobody knows".formatted(person.externalId(), name));
      boolean certain =
          known.certain().contains(new KnownMembers.Pair(person.member(true), name))
              || known.certain().contains(new KnownMembers.Pair(person.member(false), name));
      // One who is known by two names may lose the value by one of them, until that one is gone.
      boolean leaving = byAlias && byId;
      require(
          held.contains(name) || !certain || leaving,
          "%s certainly holds '%s' and does not".formatted(person.externalId(), name));
    }
  }

  private KnownMembers known() {
    return manifest()
        .map(manifest -> KnownMembers.of(world.state, manifest))
        .orElseGet(KnownMembers::none);
  }

  private Optional<MembershipManifest> manifest() {
    return world.entry().belief().membership().map(world.memberships::manifest);
  }

  /** After everything, one import without faults. */
  static List<String> afterACleanRun(World world, Export export) {
    world.gate.disarm();
    world.braze.recover();
    world.settle();
    world.writeFolder(export);
    world.pause(Duration.ofMinutes(1));
    world.importNow("the clean run");
    world.settle();
    if (world.entry().belief().refusal().isPresent()) {
      world.pause(Duration.ofMinutes(1));
      world.confirm("yes, really");
      world.settle();
    }
    ImportExecution clean = world.last();
    world.pause(LONG_ENOUGH);
    Verdicts verdicts = new Verdicts(world);
    verdicts.beliefIsHonest();
    verdicts.brazeAgreesWith(export);
    verdicts.membershipAgreesWith(export);
    verdicts.unchangedCostsNothing(clean);
    verdicts.everyLineEnded();
    verdicts.everybodyWasMailed();
    verdicts.nothingIsLeftLying();
    return verdicts.complaints();
  }

  private void brazeAgreesWith(Export export) {
    for (int number = 0; number < World.PERSONS; number++) {
      Person person = new Person(number);
      List<String> held = world.held(person.externalId());
      if (person.isUser() && !world.excused.contains(person)) {
        List<String> wanted = new ArrayList<>();
        if (world.mode == DeliveryMode.ATTRIBUTE) {
          wanted.add(World.OTHER_VALUE);
        }
        if (export.members().containsKey(person)) {
          wanted.add(world.value());
        }
        require(
            held.equals(wanted),
            "%s holds %s, not %s".formatted(person.externalId(), held, wanted));
      }
      require(person.isUser() || held.isEmpty(), person.externalId() + " was created in Braze");
    }
    require(
        world.mode == DeliveryMode.ATTRIBUTE
            || world.brazeState.cohortName(World.COHORT.cohortId()).equals(world.name()),
        "Braze does not know the cohort's name");
    var totals = world.brazeState.totals();
    require(totals.unnamedCohorts() == 0, "members came before their cohort's name");
    require(totals.created() == 0, "profiles were created");
    require(totals.overwritten() == 0, "an array was written as a whole");
    require(totals.contradictions() == 0, "a value was added and removed at once");
    require(totals.evicted() == 0, "values were pushed out");
  }

  private void membershipAgreesWith(Export export) {
    KnownMembers known = known();
    Set<KnownMembers.Pair> wanted = new HashSet<>();
    Set<MemberId> excused = new HashSet<>();
    world.excused.forEach(
        person -> {
          excused.add(person.member(true));
          excused.add(person.member(false));
        });
    export
        .members()
        .forEach(
            (person, byAlias) ->
                wanted.add(new KnownMembers.Pair(person.member(byAlias), world.value())));
    Set<KnownMembers.Pair> certain = new HashSet<>(known.certain());
    Set<KnownMembers.Pair> maybe = new HashSet<>(known.maybe());
    wanted.removeIf(pair -> excused.contains(pair.member()));
    certain.removeIf(pair -> excused.contains(pair.member()));
    maybe.removeIf(pair -> excused.contains(pair.member()));
    if (!excused.isEmpty()) {
      // Beside a leaver whom Braze refuses to change, adds are repeated: they may be that person.
      Set<KnownMembers.Pair> repeated = new HashSet<>(maybe);
      repeated.retainAll(wanted);
      certain.addAll(repeated);
      maybe.removeAll(repeated);
    }
    require(certain.equals(wanted), "certain is " + certain.size() + ", not " + wanted.size());
    require(maybe.isEmpty(), "maybe after a clean run: " + maybe.size());
  }

  private void unchangedCostsNothing(ImportExecution clean) {
    int before = world.braze.requests();
    world.pause(Duration.ofMinutes(1));
    world.importNow("and again");
    world.settle();
    ImportExecution again = world.last();
    if (clean.ending().orElseThrow().outcome() == Outcome.COMPLETED) {
      require(world.braze.requests() == before, "an unchanged import sent requests");
      require(
          again.ending().orElseThrow().outcome() == Outcome.COMPLETED,
          "an unchanged import ended " + again.ending());
    } else {
      require(!world.excused.isEmpty(), "the clean run ended " + clean.ending());
    }
  }

  private void everyLineEnded() {
    List<String> ids = new ArrayList<>();
    for (ImportExecution line : world.history()) {
      ids.add(line.executionId());
      require(line.state() == State.DONE, line.executionId() + " is " + line.state());
    }
    require(
        ids.size() == world.witness.begun().size()
            && new HashSet<>(ids).equals(new HashSet<>(world.witness.begun())),
        "history and begun executions differ");
  }

  private void everybodyWasMailed() {
    require(world.entry().pendingMails().isEmpty(), "mails are still owed");
    for (ImportExecution line : world.history()) {
      if (line.origin().options().dryRun()) {
        continue; // its person has the answer
      }
      for (String recipient : World.RECIPIENTS) {
        require(
            world.mailbox.messages().stream()
                .anyMatch(
                    message ->
                        message.recipient().equals(recipient)
                            && message.mail().subject().equals(line.executionId())),
            "nobody told " + recipient + " of " + line.executionId());
      }
      require(line.mail().owed() == 0, line.executionId() + " says that a mail is owed");
    }
  }

  private void nothingIsLeftLying() {
    Set<String> needed = manifest().map(KnownMembers::keys).orElseGet(Set::of);
    for (String key : world.state.keys()) {
      require(needed.contains(key) || key.contains("/reports/"), "left lying: " + key);
    }
  }
}
