package ai.kubit.cohortimport.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.local.braze.BrazeLimits;
import ai.kubit.cohortimport.local.braze.BrazeLimits.RateHeaders;
import ai.kubit.cohortimport.local.braze.BrazeState;
import ai.kubit.cohortimport.local.braze.NewProfile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Devices and partner cohorts with the packaged program. */
class SecondRoadIT {
  private static final String ATTRIBUTE = "Kubit cohorts";
  private static final String PARTNER_USERS = "/partners/kubit/cohorts/users";
  private static final String PARTNER_NAME = "/partners/kubit/cohorts";
  private static final String EXPORT_IDS = "/users/export/ids";

  private static final LocalCloud CLOUD = LocalCloud.start();
  private static final Map<String, String> HERE = CLOUD.environment();

  @AfterAll
  static void close() throws IOException {
    CLOUD.close();
  }

  private static BrazeState braze() {
    return CLOUD.braze().state();
  }

  private static TestCohort cohort(String workspace, String furtherFields) {
    TestCohort cohort = new TestCohort(CLOUD, workspace, "devices");
    Runs.store(HERE, cohort);
    Runs.event(HERE, cohort.putWorkspace().replace("}}", ", " + furtherFields + "}}"))
        .assertExit(0);
    return cohort;
  }

  private static JsonNode importNow(TestCohort cohort, int exit) {
    return Runs.run(HERE, "import-now", cohort.workspaceId(), cohort.cohortId(), "--json")
        .assertExit(exit)
        .json()
        .path("execution");
  }

  @Test
  void devicesAreLookedUpOnceAndWhoSignsInIsStillRemoved() {
    TestCohort cohort = cohort("lookups", "\"deviceLookup\": \"ON\"");
    CLOUD
        .braze()
        .exportRate(new BrazeLimits.Rate(250, Duration.ofMinutes(1), RateHeaders.SECONDS_RESET));
    String first = braze().create(NewProfile.anonymous().withDevice("lookup-1"));
    String second = braze().create(NewProfile.anonymous().withDevice("lookup-2"));
    braze().create(NewProfile.identified("lookup-user").withDevice("lookup-3"));
    cohort.export("device_id\nlookup-1\nlookup-2\nlookup-3\nlookup-nobody\n");

    JsonNode execution = importNow(cohort, 0);

    assertThat(braze().valuesOfBrazeId(first, ATTRIBUTE)).containsExactly(cohort.name());
    assertThat(braze().valuesOfBrazeId(second, ATTRIBUTE)).containsExactly(cohort.name());
    assertThat(braze().values("lookup-user", ATTRIBUTE)).isEmpty();
    TestCohort.assertCountsAddUp(execution);
    assertThat(execution.path("counts").path("unsupported").asInt()).isEqualTo(2);
    assertThat(execution.path("counts").path("devicesIdentified").asInt()).isEqualTo(1);
    assertThat(CLOUD.braze().log().requests(EXPORT_IDS)).isEqualTo(4);
    assertThat(membership(cohort)).contains("," + first + "\n").contains("," + second + "\n");

    braze().identify(first, "signed-in");
    cohort.export("device_id\nlookup-2\n");
    TestCohort.assertCountsAddUp(importNow(cohort, 0));

    assertThat(braze().values("signed-in", ATTRIBUTE)).isEmpty();
    assertThat(braze().valuesOfBrazeId(second, ATTRIBUTE)).containsExactly(cohort.name());
    assertThat(CLOUD.braze().log().requests(EXPORT_IDS)).isEqualTo(4);
  }

  private static String membership(TestCohort cohort) {
    String prefix = "state/%s/%s/membership/".formatted(cohort.workspaceId(), cohort.cohortId());
    StringBuilder text = new StringBuilder();
    for (String key : CLOUD.listState(prefix)) {
      if (key.endsWith(".csv.gz")) {
        try (GZIPInputStream rows =
            new GZIPInputStream(new ByteArrayInputStream(CLOUD.readState(key)))) {
          text.append(new String(rows.readAllBytes(), StandardCharsets.UTF_8).replace("\r", ""));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return text.toString();
  }

  @Test
  void withoutLookupsDevicesAreCountedAndTheWayOutIsNamed() {
    TestCohort cohort = cohort("nolookups", "\"deviceLookup\": \"OFF\"");
    braze().create(NewProfile.anonymous().withDevice("off-1"));
    cohort.export("device_id\noff-1\n");

    JsonNode execution = importNow(cohort, 3);

    assertThat(execution.path("reason").asText()).isEqualTo("DEVICES_UNRESOLVED");
    assertThat(execution.path("message").asText()).contains("mode COHORT").contains("deviceLookup");
  }

  @Test
  void aPartnerCohortTakesDevicesAndIsRenamedWithOneCall() {
    TestCohort cohort = cohort("partner", "\"mode\": \"COHORT\"");
    braze().create(NewProfile.anonymous().withDevice("partner-1"));
    braze().createUsers("partner-user");
    cohort.export("external_id,device_id\npartner-user,\n,partner-1\n");

    TestCohort.assertCountsAddUp(importNow(cohort, 0));

    assertThat(braze().cohortMembers(cohort.cohortId())).hasSize(2).contains("partner-user");
    assertThat(braze().cohortName(cohort.cohortId())).isEqualTo(cohort.name());
    long members = CLOUD.braze().log().requests(PARTNER_USERS);
    long names = CLOUD.braze().log().requests(PARTNER_NAME);

    Runs.event(
            HERE,
            cohort
                .putSchedule()
                .replace(cohort.name(), "Renamed")
                .replace("\"schedule\"", "\"replace\": true, \"schedule\""))
        .assertExit(0);
    JsonNode renamed = importNow(cohort, 0);

    assertThat(braze().cohortName(cohort.cohortId())).isEqualTo("Renamed");
    assertThat(CLOUD.braze().log().requests(PARTNER_USERS)).isEqualTo(members);
    assertThat(CLOUD.braze().log().requests(PARTNER_NAME)).isEqualTo(names + 1);
    assertThat(renamed.path("counts").path("usersImported").asInt()).isEqualTo(2);
    assertThat(List.of(renamed.path("cohortName").asText())).containsExactly("Renamed");
  }
}
