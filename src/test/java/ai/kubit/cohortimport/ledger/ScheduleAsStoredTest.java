package ai.kubit.cohortimport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.storage.DamagedJson;
import ai.kubit.cohortimport.storage.DynamoJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Each step of an import writes the whole item; what a person put or edited stays as it was. */
class ScheduleAsStoredTest {
  private static final CohortKey COHORT = new CohortKey("acme", "vip");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'cohortName':null,'recipients':[],'cadence':{'type':'DAILY'}}",
        "{'cohortName':' VIP ','maxRemovalPercent':1.25,'ofLater':{'list':[1,'',null,true]}}",
        "{'maxRemovalPercent':9007199254740993,'maxGrowthFactor':0.1234567890123456789}",
        "{'workspaceId':'acme','cohortId':'vip','cohortName':'VIP','cadence':{'type':'DAILY',"
            + "'timeOfDay':'08:00'},'timeZone':'UTC','recipients':['ana@example.com'],'ofLater':7}"
      })
  void aScheduleIsWrittenBackAsItWasRead(String text) throws JsonProcessingException {
    Map<String, AttributeValue> stored =
        DynamoJson.toItem((ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"')));
    JsonNode item = DamagedJson.stored("entry-0.json").set("schedule", DynamoJson.toJson(stored));

    ObjectNode written = CohortRecordJson.write(CohortRecordJson.read(COHORT, 1, item));

    assertThat(DynamoJson.toItem((ObjectNode) written.get("schedule"))).isEqualTo(stored);
  }
}
