package ai.kubit.cohortimport.local.braze;

import ai.kubit.cohortimport.local.braze.TrackResult.ObjectError;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /users/track} without HTTP, in two halves: judging a request, which is answered at once,
 * and applying it, which Braze does later and in any order.
 */
public final class TrackQueue {
  private final BrazeState state;
  private final ObjectRules rules = new ObjectRules();

  public TrackQueue(BrazeState state) {
    this.state = state;
  }

  /** Refuses objects for this user from now on. */
  public void block(String externalId) {
    rules.block(externalId);
  }

  /**
   * A judged request.
   *
   * @param status the answer's status
   * @param body the answer's body
   * @param isAtOnce whether the request is applied before the answer
   * @param effect applies the accepted objects
   */
  public record Judged(int status, String body, boolean isAtOnce, Runnable effect) {

    /** Applies the accepted objects. */
    public void apply() {
      effect.run();
    }
  }

  public Judged judge(byte[] body) {
    List<TrackObject> objects = parse(body);
    List<TrackObject> accepted = new ArrayList<>();
    List<ObjectError> errors = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      String refusal = rules.refusal(objects.get(i));
      if (refusal == null) {
        accepted.add(objects.get(i));
      } else {
        errors.add(new ObjectError(i, "attributes", refusal));
      }
    }
    ObjectNode answer = JsonText.object();
    answer.put("message", accepted.isEmpty() ? "Valid data must be provided" : "success");
    answer.put("attributes_processed", accepted.size());
    if (!errors.isEmpty()) {
      ArrayNode array = answer.putArray("errors");
      for (ObjectError error : errors) {
        array
            .addObject()
            .put("index", error.index())
            .put("input_array", error.inputArray())
            .put("type", error.type());
      }
    }
    return new Judged(
        accepted.isEmpty() ? 400 : 201,
        answer.toString(),
        false,
        () -> {
          if (!accepted.isEmpty()) {
            state.track(accepted);
          }
        });
  }

  private static List<TrackObject> parse(byte[] body) {
    try {
      return TrackParser.parse(body).attributes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
