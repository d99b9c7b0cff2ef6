package ai.kubit.cohortimport.local.braze;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Counts the requests that reached the simulator. */
public final class RequestLog {
  private final Map<String, Long> byPath = new HashMap<>();
  private final Map<Integer, Long> byStatus = new HashMap<>();
  private long[] arrivals = new long[1024];
  private int requests;
  private long objects;
  private int maxObjects;
  private int maxBytes;
  private int inFlight;
  private int maxInFlight;

  synchronized long arrived(String path, long nanos) {
    if (requests == arrivals.length) {
      arrivals = Arrays.copyOf(arrivals, requests * 2);
    }
    arrivals[requests++] = nanos;
    byPath.merge(path, 1L, Long::sum);
    inFlight++;
    maxInFlight = Math.max(maxInFlight, inFlight);
    return requests;
  }

  synchronized void read(int bytes) {
    maxBytes = Math.max(maxBytes, bytes);
  }

  synchronized void parsed(int count) {
    objects += count;
    maxObjects = Math.max(maxObjects, count);
  }

  synchronized void answered(int status) {
    byStatus.merge(status, 1L, Long::sum);
  }

  synchronized void ended() {
    inFlight--;
  }

  public synchronized int requests() {
    return requests;
  }

  /** How many requests came to this path, whatever became of them. */
  public synchronized long requests(String path) {
    return byPath.getOrDefault(path, 0L);
  }

  /** How many answers with this status were sent. */
  public synchronized long answers(int status) {
    return byStatus.getOrDefault(status, 0L);
  }

  /** How many objects, or ids of cohort changes, were in the requests that could be parsed. */
  public synchronized long objects() {
    return objects;
  }

  public synchronized int maxObjectsPerRequest() {
    return maxObjects;
  }

  public synchronized int maxBodyBytes() {
    return maxBytes;
  }

  /** The most requests that were open at the same time. */
  public synchronized int maxInFlight() {
    return maxInFlight;
  }

  /** The most requests that arrived within any span of this length. */
  public synchronized int busiest(Duration span) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < requests; last++) {
      while (arrivals[last] - arrivals[first] >= span.toNanos()) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /** Resets all counts, except that of the requests that are still open. */
  public synchronized void clear() {
    byPath.clear();
    byStatus.clear();
    requests = 0;
    objects = 0;
    maxObjects = 0;
    maxBytes = 0;
    maxInFlight = inFlight;
  }
}
