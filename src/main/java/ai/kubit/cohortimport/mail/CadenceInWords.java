package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.schedule.Cadence;
import java.time.ZoneId;
import java.util.List;

/** Says a cadence in the reader's language. */
public final class CadenceInWords {
  private final Messages messages;
  private final ReaderFormat format;

  public CadenceInWords(Messages messages, ReaderFormat format) {
    this.messages = messages;
    this.format = format;
  }

  /** A sentence without its full stop. */
  public String of(Cadence cadence, ZoneId zone) {
    return switch (cadence.type()) {
      case ONE_TIME -> once((Cadence.OneTime) cadence, zone.getId());
      case DAILY ->
          messages.cadenceDaily(format.time(((Cadence.Daily) cadence).timeOfDay()), zone.getId());
      case WEEKLY -> weekly((Cadence.Weekly) cadence, zone.getId());
      case MONTHLY -> monthly((Cadence.Monthly) cadence, zone.getId());
    };
  }

  private String once(Cadence.OneTime cadence, String zone) {
    return cadence
        .at()
        .map(
            local ->
                messages.cadenceOnce(format.date(local), format.time(local.toLocalTime()), zone))
        .orElseGet(messages::cadenceAtOnce);
  }

  private String weekly(Cadence.Weekly cadence, String zone) {
    List<String> days = cadence.daysOfWeek().stream().sorted().map(format::day).toList();
    String time = format.time(cadence.timeOfDay());
    int last = days.size() - 1;
    String all =
        last == 0
            ? days.get(0)
            : messages.and(String.join(", ", days.subList(0, last)), days.get(last));
    return days.size() == 7
        ? messages.cadenceDaily(time, zone)
        : messages.cadenceWeekly(all, time, zone);
  }

  private String monthly(Cadence.Monthly cadence, String zone) {
    String day = format.number(cadence.dayOfMonth());
    String time = format.time(cadence.timeOfDay());
    return cadence.dayOfMonth() > 28
        ? messages.cadenceMonthEnd(day, time, zone)
        : messages.cadenceMonthly(day, time, zone);
  }
}
