package ai.kubit.cohortimport.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Row C5: many imports of one workspace against its one limit, in virtual time. */
class SharedPaceTest {
  private static final int PER_SECOND = 100;
  private static final Duration WINDOW = Duration.ofSeconds(3);
  private static final long MILLI = 1_000_000L;

  private final List<Import> working = new ArrayList<>();
  private long now;
  private long windowEnd;
  private int usedInWindow;
  private long rateLimited;

  /** As Braze says it: so many requests in each window of three seconds. */
  private boolean braze() {
    if (now - windowEnd >= 0) {
      windowEnd = now + WINDOW.toNanos();
      usedInWindow = 0;
    }
    return ++usedInWindow <= PER_SECOND * 3;
  }

  private final class Import {
    private final RateLimiter rateLimiter = new RateLimiter(PER_SECOND, () -> 1.0 / working.size());
    private long left;
    private long sent;

    Import(long requests) {
      left = requests;
    }

    void step() {
      while (left > 0 && rateLimiter.untilNext(now).isZero()) {
        rateLimiter.take(now);
        boolean limited = !braze();
        rateLimiter.observe(answer(), limited, now);
        sent++;
        rateLimited += limited ? 1 : 0;
        left -= limited ? 0 : 1;
      }
    }

    private RateLimits answer() {
      return new RateLimits(RateLimits.NOT_SAID, RateLimits.NOT_SAID, null, null);
    }
  }

  private Import begin(long requests) {
    Import begun = new Import(requests);
    working.add(begun);
    return begun;
  }

  private void pass(Duration length) {
    long end = now + length.toNanos();
    while (now < end && !working.isEmpty()) {
      List.copyOf(working).forEach(Import::step);
      working.removeIf(one -> one.left == 0);
      now += MILLI;
    }
  }

  @Test
  void twoImportsOfOneWorkspaceKeepToItsLimitTogether() {
    Import first = begin(20_000);
    pass(Duration.ofSeconds(7));
    Import second = begin(20_000);
    pass(Duration.ofMinutes(1));
    long both = first.sent + second.sent;
    pass(Duration.ofMinutes(1));

    assertThat(first.sent + second.sent - both).isBetween(5_900L, 6_010L);
    assertThat(rateLimited).isLessThan((first.sent + second.sent) / 100);
  }

  @Test
  void whatOneLeavesTheOtherTakes() {
    begin(30);
    Import other = begin(100_000);
    pass(Duration.ofSeconds(40));
    long before = other.sent;

    pass(Duration.ofSeconds(10));

    assertThat(other.sent - before).isBetween(990L, 1_010L);
  }

  @Test
  void c5TwentyCohortsAtNineOClockStayUnderTheLimitAndNoneStarves() {
    List<Import> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      waiting.add(new Import(900));
    }
    List<Import> all = List.copyOf(waiting);
    for (int second = 0; second < 600 && (!working.isEmpty() || !waiting.isEmpty()); second++) {
      while (working.size() < 4 && !waiting.isEmpty()) {
        working.add(waiting.remove(0));
      }
      pass(Duration.ofSeconds(1));
    }

    long sent = all.stream().mapToLong(one -> one.sent).sum();
    assertThat(all).allMatch(one -> one.left == 0);
    assertThat(rateLimited).isLessThan(sent / 100);
    // 18,000 requests take three minutes at full rate; five rounds of newcomers add ten seconds
    // each.
    assertThat(Duration.ofNanos(now)).isBetween(Duration.ofSeconds(178), Duration.ofSeconds(260));
  }
}
