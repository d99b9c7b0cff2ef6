package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.RefusalReason;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The objects that a response of {@code /users/track} names as refused.
 *
 * @param reasons the reason for each refused object, by its position in the request, from 0
 * @param objects how many objects were sent
 * @param areClear whether each error names exactly one object that was sent, and no object is named
 *     twice
 */
record TrackErrors(Map<Integer, RefusalReason> reasons, int objects, boolean areClear) {

  static TrackErrors of(JsonNode body, int objects) {
    JsonNode errors = body.get("errors");
    Map<Integer, RefusalReason> reasons = new TreeMap<>();
    if (errors == null) {
      return new TrackErrors(reasons, objects, true);
    }
    boolean clear = errors.isArray();
    for (JsonNode error : errors) {
      clear &= namesOne(error, objects) && reasons.put(index(error), reason(error)) == null;
    }
    return new TrackErrors(reasons, objects, clear);
  }

  int refused() {
    return reasons.size();
  }

  /** One result for each object: refused, or the given one. */
  List<ChangeResult> results(ChangeResult ofTheOthers) {
    if (reasons.isEmpty()) {
      return Collections.nCopies(objects, ofTheOthers);
    }
    return IntStream.range(0, objects)
        .mapToObj(i -> reasons.containsKey(i) ? ChangeResult.refused(reasons.get(i)) : ofTheOthers)
        .toList();
  }

  private static boolean namesOne(JsonNode error, int objects) {
    JsonNode index = error.path("index");
    return index.isIntegralNumber()
        && index.canConvertToInt()
        && index.intValue() >= 0
        && index.intValue() < objects
        && error.path("input_array").asText("attributes").equals("attributes");
  }

  private static int index(JsonNode error) {
    return error.path("index").intValue();
  }

  private static RefusalReason reason(JsonNode error) {
    return RefusalReason.of(error.path("type").asText(""));
  }
}
