package ai.kubit.cohortimport.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.time.VirtualTime;
import ai.kubit.cohortimport.workspace.ImportSlots.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportSlotsTest {
  private static final Duration LEG = Duration.ofMinutes(15);

  private final VirtualTime time = new VirtualTime();
  private final InMemoryWorkspaces workspaces = new InMemoryWorkspaces();
  private final ImportSlots slots = new ImportSlots(workspaces, time);

  @BeforeEach
  void aWorkspaceWithTwoPlaces() {
    workspaces.put(WorkspaceRecord.first(workspace(2)));
  }

  private static Workspace workspace(int maxParallelImports) {
    return new Workspace(
        "acme",
        RestEndpoint.of("https://rest.iad-01.braze.com"),
        new Workspace.DeliveryWay(Workspace.DeliveryMode.ATTRIBUTE, "Kubit cohorts", "kubit"),
        new Workspace.WorkspaceLimits(500, 75, maxParallelImports),
        new Workspace.DeviceLookups(Workspace.DeviceLookup.OFF, 250));
  }

  private Optional<Place> take(String cohortId) {
    return slots.take(new CohortKey("acme", cohortId), leaseUntil());
  }

  private Instant leaseUntil() {
    return time.now().plus(LEG);
  }

  private java.util.Set<String> noted() {
    return workspaces.find("acme").orElseThrow().active().keySet();
  }

  @Test
  void thereAreAsManyPlacesAsTheWorkspaceAllows() {
    assertThat(take("one")).isPresent();
    assertThat(take("two")).isPresent();

    assertThat(take("three")).isEmpty();
    assertThat(noted()).containsExactly("one", "two");
  }

  @Test
  void aPlaceGivenBackIsTakenByTheNext() {
    Place one = take("one").orElseThrow();
    take("two");

    one.close();

    assertThat(take("three")).isPresent();
  }

  @Test
  void theDeadDoNotKeepTheirPlaces() {
    take("one");
    take("two");
    time.pause(LEG);

    assertThat(take("three")).isPresent();
    assertThat(noted()).containsExactly("three");
  }

  @Test
  void everyImportHasTheSameShare() {
    take("one");
    assertThat(slots.share("acme")).isEqualTo(1);

    take("two");
    assertThat(slots.share("acme")).isEqualTo(0.5);

    time.pause(LEG);
    assertThat(slots.share("acme")).isEqualTo(1);
  }

  @Test
  void aSecondWorkerOfOneCohortTakesNoSecondPlaceAndGivesNoneBack() {
    take("one");
    time.pause(Duration.ofSeconds(1));
    Place second = take("one").orElseThrow();
    assertThat(slots.share("acme")).isEqualTo(1);

    second.close();

    assertThat(noted()).containsExactly("one");
  }

  @Test
  void thePlaceIsTheLeaseHoldersEvenIfAnotherWorkerTookIt() {
    Place first = take("one").orElseThrow();
    time.pause(Duration.ofSeconds(1));
    Place second = take("one").orElseThrow();

    second.keep();
    first.close();

    assertThat(noted()).containsExactly("one");
    second.close();
    assertThat(noted()).isEmpty();
  }

  @Test
  void aKeptPlaceIsNotWrittenTwice() {
    Place one = take("one").orElseThrow();
    long version = workspaces.find("acme").orElseThrow().version();

    one.keep();

    assertThat(workspaces.find("acme").orElseThrow().version()).isEqualTo(version);
  }

  @Test
  void manyWorkersAtOnceGetNoMorePlacesThanThereAre() {
    List<Optional<Place>> taken =
        IntStream.range(0, 40).parallel().mapToObj(i -> take("c" + i)).toList();

    assertThat(taken).filteredOn(Optional::isPresent).hasSize(2);
  }

  @Test
  void anImportWithoutAWorkspaceIsNotHeldUpHere() {
    Optional<Place> place = slots.take(new CohortKey("nobodys", "one"), leaseUntil());

    assertThat(place).isPresent();
    assertThatCode(() -> place.get().keep()).doesNotThrowAnyException();
    assertThatCode(() -> place.get().close()).doesNotThrowAnyException();
    assertThat(slots.share("nobodys")).isEqualTo(1);
  }

  @Test
  void fewerPlacesThanAreTakenLetNobodyElseIn() {
    take("one");
    take("two");
    workspaces.put(workspaces.find("acme").orElseThrow().with(workspace(1)));

    assertThat(take("three")).isEmpty();
  }
}
