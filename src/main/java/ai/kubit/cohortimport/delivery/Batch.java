package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.membership.MemberChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Objects of one step that are sent in one request, and what has happened to them so far. */
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
   * Creates a batch that has not been sent.
   *
   * @param indexes the position of each object within its step; the array is kept, not copied
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

  /**
   * Splits a batch that seems to break Braze's servers into two halves. One of the halves must then
   * be the cause, so both are suspect.
   */
  List<Batch> splitAsSuspect() {
    List<Batch> halves = split((size() + 1) / 2);
    halves.forEach(half -> half.suspect = true);
    halves.forEach(half -> half.successesAtFirstError = successesAtFirstError);
    return halves;
  }

  /**
   * Creates a batch of one object that Braze has accepted before, a "witness". It is sent once more
   * only to learn whether Braze works. The listener is not told of the answer.
   */
  Batch asWitness(int position) {
    Batch object = only(at -> at == position);
    object.witness = true;
    return object;
  }

  boolean isWitness() {
    return witness;
  }

  /** The same objects in batches of at most this size. */
  List<Batch> split(int most) {
    List<Batch> parts = new ArrayList<>();
    for (int from = 0; from < size(); from += most) {
      int to = Math.min(from + most, size());
      parts.add(part(IntStream.range(from, to)));
    }
    return parts;
  }

  /** A batch of the objects at the positions that the test accepts. */
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

  /**
   * Whether Braze may have received these objects: they were sent at least once, and no answer said
   * what became of them.
   */
  boolean perhapsReceived() {
    return perhapsReceived;
  }

  void markPerhapsReceived() {
    perhapsReceived = true;
  }

  /** Counts a failure of any kind. Returns how many there are now. */
  int failed() {
    return ++failures;
  }

  int failures() {
    return failures;
  }

  int answeredSenselessly() {
    return ++senselessAnswers;
  }

  /**
   * Whether it is being sent once more because Braze counted another number of objects than it had.
   */
  boolean isCountedAgain() {
    return countedAgain;
  }

  void countAgain() {
    countedAgain = true;
  }

  /**
   * Counts an error of Braze's servers.
   *
   * @param successesSoFar how many good answers the whole delivery has had
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
   * How many of these errors came while Braze worked: after a good answer, which came after the
   * first error of this batch, or of the batch that it was split from.
   */
  int errorsAmidSuccess() {
    return errorsAmidSuccess;
  }

  /** Whether it is a half of a batch that seemed to break Braze's servers. */
  boolean isSuspect() {
    return suspect;
  }

  boolean takeFreeRetry() {
    boolean free = !freeRetryUsed;
    freeRetryUsed = true;
    return free;
  }

  /** Whether these objects have been part of a request before. */
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
