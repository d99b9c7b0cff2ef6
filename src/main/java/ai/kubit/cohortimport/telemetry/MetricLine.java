package ai.kubit.cohortimport.telemetry;

import ai.kubit.cohortimport.cohort.CohortKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of CloudWatch's embedded metric format (Amazon CloudWatch, "Embedded metric format
 * specification"): whoever ingests the log makes metrics of it. Ids are properties, which are
 * searched in the log, and never dimensions, each value of which is billed as a metric.
 */
final class MetricLine {
  private static final String STAGE = "Stage";
  private static final String OUTCOME = "Outcome";

  private final Instant now;
  private final Map<Metric, JsonNode> metrics = new TreeMap<>();
  private final ObjectNode values = JsonNodeFactory.instance.objectNode();

  MetricLine(String stage, Instant now) {
    this.now = now;
    values.put(STAGE, stage);
  }

  MetricLine metric(Metric metric, long value) {
    metrics.put(metric, LongNode.valueOf(value));
    return this;
  }

  MetricLine metric(Metric metric, double value) {
    metrics.put(metric, DoubleNode.valueOf(value));
    return this;
  }

  MetricLine outcome(String outcome) {
    return property(OUTCOME, outcome);
  }

  MetricLine cohort(CohortKey cohort) {
    return property("workspaceId", cohort.workspaceId()).property("cohortId", cohort.cohortId());
  }

  MetricLine property(String name, String value) {
    values.put(name, value);
    return this;
  }

  MetricLine property(String name, long value) {
    values.put(name, value);
    return this;
  }

  String json() {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    ObjectNode aws = line.putObject("_aws").put("Timestamp", now.toEpochMilli());
    ArrayNode directives = aws.putArray("CloudWatchMetrics");
    for (boolean byOutcome : new boolean[] {false, true}) {
      if (metrics.keySet().stream().anyMatch(metric -> metric.isToldByOutcome() == byOutcome)) {
        directives.add(directive(byOutcome));
      }
    }
    line.setAll(values);
    metrics.forEach((metric, value) -> line.set(metric.wireName(), value));
    return line.toString();
  }

  private ObjectNode directive(boolean byOutcome) {
    ObjectNode directive = JsonNodeFactory.instance.objectNode();
    directive.put("Namespace", Metric.NAMESPACE);
    ArrayNode dimensions = directive.putArray("Dimensions");
    dimensions.addArray().add(STAGE);
    if (byOutcome) {
      dimensions.addArray().add(STAGE).add(OUTCOME);
    }
    ArrayNode names = directive.putArray("Metrics");
    metrics.keySet().stream()
        .filter(metric -> metric.isToldByOutcome() == byOutcome)
        .forEach(
            metric -> names.addObject().put("Name", metric.wireName()).put("Unit", metric.unit()));
    return directive;
  }
}
