package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.membership.MemberChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Objects of one step that travel in one request, with what happened to them so far. */
final class Batch {
  private final String step;
  private final long[] indexes;
  private final List<MemberChange> changes;
  private boolean perhapsReceived;
  private int failures;
  private int senselessAnswers;
  private boolean countedAgain;
  private int serverErrors;
  private int errorsAmidSuccess;
  private long successesAtFirstError = -1;
  private boolean suspect;
  private boolean witness;
  private boolean freeRetryUsed;
  private boolean sent;
  private int keyGeneration;

  /**
   * A batch that was not sent yet.
   *
   * @param indexes the position of each object within its step; kept, not copied
   */
  Batch(String step, long[] indexes, List<MemberChange> changes) {
    this.step = step;
    this.indexes = indexes;
    this.changes = List.copyOf(changes);
  }

  String step() {
    return step;
  }

  long index(int position) {
    return indexes[position];
  }

  List<MemberChange> changes() {
    return changes;
  }

  int size() {
    return changes.size();
  }

  /** Two halves of a batch that seems to be the trouble itself; one of them still is. */
  List<Batch> splitAsSuspect() {
    List<Batch> halves = split((size() + 1) / 2);
    halves.forEach(half -> half.suspect = true);
    halves.forEach(half -> half.successesAtFirstError = successesAtFirstError);
    return halves;
  }

  /**
   * A new batch with one of the objects, which Braze took before. It is sent to learn whether Braze
   * works; the listener is not told of its answer.
   */
  Batch asWitness(int position) {
    Batch object = only(at -> at == position);
    object.witness = true;
    return object;
  }

  boolean isWitness() {
    return witness;
  }

  /** The same objects in batches of at most so many. */
  List<Batch> split(int most) {
    List<Batch> parts = new ArrayList<>();
    for (int from = 0; from < size(); from += most) {
      int to = Math.min(from + most, size());
      parts.add(part(IntStream.range(from, to)));
    }
    return parts;
  }

  /** The objects at the positions that the test accepts. */
  Batch only(IntPredicate wanted) {
    return part(IntStream.range(0, size()).filter(wanted));
  }

  private Batch part(IntStream positions) {
    int[] chosen = positions.toArray();
    Batch part =
        new Batch(
            step,
            IntStream.of(chosen).mapToLong(position -> indexes[position]).toArray(),
            IntStream.of(chosen).mapToObj(changes::get).toList());
    part.perhapsReceived = perhapsReceived;
    part.senselessAnswers = senselessAnswers;
    part.sent = sent;
    part.witness = witness;
    return part;
  }

  /** Whether it was sent at least once without an answer that says what became of it. */
  boolean perhapsReceived() {
    return perhapsReceived;
  }

  void markPerhapsReceived() {
    perhapsReceived = true;
  }

  /** Counts a failure of any kind. */
  int failed() {
    return ++failures;
  }

  int failures() {
    return failures;
  }

  int answeredSenselessly() {
    return ++senselessAnswers;
  }

  /** Whether it is sent once more because Braze counted other objects than it had. */
  boolean isCountedAgain() {
    return countedAgain;
  }

  void countAgain() {
    countedAgain = true;
  }

  /**
   * Counts an error of Braze's servers.
   *
   * @param successesSoFar of the whole delivery
   */
  void serverErred(long successesSoFar) {
    if (successesAtFirstError < 0) {
      successesAtFirstError = successesSoFar;
    }
    serverErrors++;
    if (successesSoFar > successesAtFirstError) {
      errorsAmidSuccess++;
    }
  }

  int serverErrors() {
    return serverErrors;
  }

  /**
   * How many of them came although Braze worked: after an answer that made sense, which itself came
   * after the first error of this batch or of the one it is part of.
   */
  int errorsAmidSuccess() {
    return errorsAmidSuccess;
  }

  /** Whether it is part of a batch that was the trouble itself. */
  boolean isSuspect() {
    return suspect;
  }

  boolean takeFreeRetry() {
    boolean free = !freeRetryUsed;
    freeRetryUsed = true;
    return free;
  }

  /** Whether these objects were part of a request before. */
  boolean wasSent() {
    return sent;
  }

  int keyGeneration() {
    return keyGeneration;
  }

  void sentWithKey(int generation) {
    keyGeneration = generation;
    sent = true;
  }
}
