package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ledger in memory, held to the same contract test as the real one. It keeps text, so that
 * whatever the codecs lose is lost here too.
 */
public final class InMemoryCohortStore implements CohortStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Stored(long version, String json, Optional<Instant> dueAt) {}

  private final Map<CohortKey, Stored> entries = new TreeMap<>();
  private final Map<String, Map<String, String>> executions = new HashMap<>();
  private final Map<String, String> holders = new HashMap<>();
  private boolean historiesFail;
  private Runnable beforeWrite = () -> {};
  private Runnable afterWrite = () -> {};
  private Runnable beforeLine = () -> {};

  /** Called before each write: may throw, as a process that dies does. */
  public void beforeWrite(Runnable hook) {
    beforeWrite = hook;
  }

  /** Called after each write: may throw, as a lost answer does. */
  public void afterWrite(Runnable hook) {
    afterWrite = hook;
  }

  /** Called once, before the next line of history is read: what others do between two reads. */
  public void beforeLine(Runnable hook) {
    beforeLine = hook;
  }

  @Override
  public synchronized Optional<CohortRecord> record(CohortKey cohort) {
    return Optional.ofNullable(entries.get(cohort))
        .map(stored -> CohortRecordJson.read(cohort, stored.version(), parse(stored.json())));
  }

  @Override
  public synchronized List<CohortRecord> records(String workspaceId) {
    return entries.keySet().stream()
        .filter(cohort -> cohort.workspaceId().equals(workspaceId))
        .map(cohort -> record(cohort).orElseThrow())
        .toList();
  }

  @Override
  public synchronized List<CohortRecord> records(
      String workspaceId, Optional<String> after, int limit) {
    return records(workspaceId).stream()
        .filter(record -> record.cohort().cohortId().compareTo(after.orElse("")) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<DueCohort> due(Instant now, int limit) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().dueAt().filter(due -> !due.isAfter(now)).isPresent())
        .map(entry -> new DueCohort(entry.getKey(), entry.getValue().dueAt().orElseThrow()))
        .sorted(Comparator.comparing(DueCohort::dueAt))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Instant> oldestUnderWay() {
    return entries.keySet().stream()
        .flatMap(cohort -> record(cohort).flatMap(CohortRecord::active).stream())
        .map(active -> active.startedAt().truncatedTo(ChronoUnit.SECONDS))
        .min(Comparator.naturalOrder());
  }

  @Override
  public synchronized Optional<ImportExecution> execution(CohortKey cohort, String executionId) {
    Runnable others = beforeLine;
    beforeLine = () -> {};
    others.run();
    return Optional.ofNullable(executions.getOrDefault(cohort.path(), Map.of()).get(executionId))
        .map(json -> ExecutionJson.read(parse(json)));
  }

  /** From now on no history can be read. */
  public synchronized void failHistories() {
    historiesFail = true;
  }

  @Override
  public synchronized ExecutionPage history(CohortKey cohort, HistoryQuery query) {
    if (historiesFail) {
      throw new IllegalStateException("the history cannot be read");
    }
    List<ImportExecution> all = new ArrayList<>();
    executions
        .getOrDefault(cohort.path(), Map.of())
        .values()
        .forEach(json -> all.add(ExecutionJson.read(parse(json))));
    all.sort(
        Comparator.comparing((ImportExecution execution) -> execution.origin().startedAt())
            .thenComparing(ImportExecution::executionId)
            .reversed());
    List<ImportExecution> matching =
        all.stream()
            .filter(
                execution ->
                    query.outcome().isEmpty()
                        || execution
                            .ending()
                            .filter(ending -> ending.outcome() == query.outcome().get())
                            .isPresent())
            .toList();
    List<ImportExecution> rest =
        query
            .nextToken()
            .map(text -> HistoryToken.of(cohort, text))
            .map(token -> matching.stream().filter(execution -> isAfter(token, execution)).toList())
            .orElse(matching);
    if (rest.size() <= query.limit()) {
      return new ExecutionPage(rest, Optional.empty());
    }
    List<ImportExecution> page = rest.subList(0, query.limit());
    return new ExecutionPage(
        page, Optional.of(HistoryToken.after(page.get(page.size() - 1)).text()));
  }

  private static boolean isAfter(HistoryToken token, ImportExecution execution) {
    int byStart = execution.origin().startedAt().compareTo(token.startedAt());
    return byStart < 0
        || (byStart == 0 && execution.executionId().compareTo(token.executionId()) < 0);
  }

  @Override
  public synchronized Optional<String> holderOf(String workspaceId, String value) {
    return Optional.ofNullable(holders.get(workspaceId + "\n" + value));
  }

  @Override
  public synchronized boolean write(StoreWrite write) {
    beforeWrite.run();
    CohortKey cohort = write.record().cohort();
    Stored stored = entries.get(cohort);
    if ((stored == null ? 0 : stored.version()) != write.record().version()) {
      return false;
    }
    for (String value : write.reserve()) {
      if (holderOf(cohort.workspaceId(), value)
          .filter(holder -> !holder.equals(cohort.cohortId()))
          .isPresent()) {
        return false;
      }
    }
    write
        .reserve()
        .forEach(value -> holders.put(cohort.workspaceId() + "\n" + value, cohort.cohortId()));
    write
        .release()
        .forEach(value -> holders.remove(cohort.workspaceId() + "\n" + value, cohort.cohortId()));
    entries.put(
        cohort,
        new Stored(
            write.record().version() + 1,
            CohortRecordJson.write(write.record()).toString(),
            DueTime.of(write.record())));
    write
        .execution()
        .ifPresent(
            execution ->
                executions
                    .computeIfAbsent(cohort.path(), c -> new TreeMap<>())
                    .put(execution.executionId(), ExecutionJson.forTable(execution).toString()));
    afterWrite.run();
    return true;
  }

  @Override
  public synchronized int forgetSomeHistory(CohortKey cohort) {
    Map<String, String> lines = executions.remove(cohort.path());
    return lines == null ? 0 : lines.size();
  }

  @Override
  public synchronized boolean forget(CohortRecord record) {
    Stored stored = entries.get(record.cohort());
    if (stored == null || stored.version() != record.version()) {
      return false;
    }
    entries.remove(record.cohort());
    return true;
  }

  @Override
  public synchronized void forgetValues(String workspaceId) {
    holders.keySet().removeIf(key -> key.startsWith(workspaceId + "\n"));
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
