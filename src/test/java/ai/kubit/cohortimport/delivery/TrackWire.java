package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.braze.BrazeResponse;
import ai.kubit.cohortimport.braze.FailureMessages;
import ai.kubit.cohortimport.braze.StatusReading;
import ai.kubit.cohortimport.braze.TrackBody;
import ai.kubit.cohortimport.braze.TrackResponses;
import ai.kubit.cohortimport.braze.TrackSender;
import ai.kubit.cohortimport.membership.MemberChange;
import java.util.List;

/** What is really written to and read from {@code /users/track}, for tests without HTTP. */
public final class TrackWire {
  private final TrackBody body;
  private final TrackResponses answers =
      new TrackResponses(
          new StatusReading(
              new FailureMessages(
                  "rest.iad-01.braze.com", TrackSender.PATH, "key", "/p/w/rest-key", "x")));

  public TrackWire(String attribute) {
    this.body = new TrackBody(attribute);
  }

  public byte[] body(List<MemberChange> changes) {
    return body.of(changes);
  }

  public int maxBytes(MemberChange change) {
    return body.maxBytes(change);
  }

  public ResponseDecision read(BrazeResponse answer, int objects) {
    return answers.read(answer, objects);
  }
}
