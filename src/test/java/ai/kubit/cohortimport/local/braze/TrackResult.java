package ai.kubit.cohortimport.local.braze;

import java.util.List;

/**
 * What became of the objects of one request.
 *
 * @param processed how many were queued; an unknown user's is among them
 */
public record TrackResult(int processed, List<ObjectError> errors) {

  /**
   * One refused object.
   *
   * @param index from 0 within its array
   * @param type Braze's text
   */
  public record ObjectError(int index, String inputArray, String type) {}
}
