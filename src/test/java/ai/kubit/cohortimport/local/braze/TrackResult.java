package ai.kubit.cohortimport.local.braze;

import java.util.List;

/**
 * The results of the objects of one request.
 *
 * @param processed how many objects were queued, including those for unknown users
 */
public record TrackResult(int processed, List<ObjectError> errors) {

  /**
   * One refused object.
   *
   * @param index the object's position in its array, from 0
   * @param type Braze's text for the error
   */
  public record ObjectError(int index, String inputArray, String type) {}
}
