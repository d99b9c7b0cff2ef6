package ai.kubit.cohortimport.local.http;

import java.util.Random;
import java.util.function.Predicate;

/**
 * Chooses the requests that get a fault. It counts the requests that match its predicate from the
 * moment it is added to a script, also those that get another fault.
 *
 * @param <R> the kind of request
 */
public final class When<R> {
  private final Predicate<? super R> predicate;
  private final Predicate<Integer> choice;
  private int seen;
  private int fired;

  private When(Predicate<? super R> predicate, Predicate<Integer> choice) {
    this.predicate = predicate;
    this.choice = choice;
  }

  public static <R> When<R> every(Predicate<? super R> predicate) {
    return new When<>(predicate, number -> true);
  }

  /** Chooses the n-th matching request, counted from 1. */
  public static <R> When<R> nth(int n, Predicate<? super R> predicate) {
    return new When<>(predicate, number -> number == n);
  }

  /** Chooses the first n matching requests. */
  public static <R> When<R> first(int n, Predicate<? super R> predicate) {
    return new When<>(predicate, number -> number <= n);
  }

  /** Chooses all matching requests except the first n. */
  public static <R> When<R> after(int n, Predicate<? super R> predicate) {
    return new When<>(predicate, number -> number > n);
  }

  /**
   * Chooses a share of the matching requests: the same ones for the same seed and the same order of
   * requests.
   */
  public static <R> When<R> randomly(long seed, double share, Predicate<? super R> predicate) {
    Random random = new Random(seed);
    return new When<>(predicate, number -> random.nextDouble() < share);
  }

  synchronized boolean meets(R request) {
    if (!predicate.test(request)) {
      return false;
    }
    seen++;
    boolean meets = choice.test(seen);
    fired += meets ? 1 : 0;
    return meets;
  }

  /** How many requests have matched so far. */
  public synchronized int seen() {
    return seen;
  }

  /** How many matching requests were chosen so far. */
  public synchronized int fired() {
    return fired;
  }
}
