package ai.kubit.cohortimport.local.http;

import java.util.Random;
import java.util.function.Predicate;

/**
 * Which of the requests a scripted fault meets. It counts the requests that fit its predicate from
 * the moment it joins a script, whether or not another fault met them.
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

  /** The n-th request that fits, counted from 1. */
  public static <R> When<R> nth(int n, Predicate<? super R> predicate) {
    return new When<>(predicate, number -> number == n);
  }

  /** The first n requests that fit. */
  public static <R> When<R> first(int n, Predicate<? super R> predicate) {
    return new When<>(predicate, number -> number <= n);
  }

  /** All that fit but the first n. */
  public static <R> When<R> after(int n, Predicate<? super R> predicate) {
    return new When<>(predicate, number -> number > n);
  }

  /** A share of the requests that fit, the same ones for the same seed and order of requests. */
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

  /** How many requests have fitted so far. */
  public synchronized int seen() {
    return seen;
  }

  /** How many of them were chosen. */
  public synchronized int fired() {
    return fired;
  }
}
