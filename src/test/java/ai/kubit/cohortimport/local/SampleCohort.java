package ai.kubit.cohortimport.local;

import ai.kubit.cohortimport.local.braze.BrazeState;
import ai.kubit.cohortimport.local.braze.NewProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/** The sample of the local run: 2,000 users that Braze knows, and a cohort of about 1,200 rows. */
public final class SampleCohort {
  static final String WORKSPACE = "acme";
  static final String COHORT = "power-users";
  static final String NAME = "Power users";
  static final String ATTRIBUTE = "Kubit cohorts";
  static final String RECIPIENT = "marketing@acme.example";
  public static final String EXPORT_KEY = "exports/" + WORKSPACE + "/" + COHORT + "/members.csv.gz";

  private static final int IDENTIFIED = 1_900;
  private static final int BY_ALIAS = 100;
  private static final int UNKNOWN = 60;

  private SampleCohort() {}

  /** 1,900 users by external id and 100 that only have an alias. */
  public static void seed(BrazeState braze) {
    for (int i = 1; i <= IDENTIFIED; i++) {
      braze.create(NewProfile.identified(user(i)));
    }
    for (int i = 1; i <= BY_ALIAS; i++) {
      braze.create(NewProfile.anonymous().withAlias(alias(i), "crm"));
    }
  }

  /** The first day's export, with duplicates, users whom Braze does not know, and unusable rows. */
  public static SampleExport firstDay() {
    List<String> rows = members(1, 1_000);
    rows.addAll(rows.subList(0, 30));
    rows.addAll(List.of(",,", ",,crm", ",lonely-alias,", "x".repeat(1_000) + ",,", "\"\",,"));
    return new SampleExport(rows, 5, 30, 1_000 + BY_ALIAS + UNKNOWN, holders(1, 1_000));
  }

  /** The next day's export: 100 users have left, 50 have entered, and every row is good. */
  static SampleExport secondDay() {
    List<String> rows = members(101, 1_050);
    return new SampleExport(rows, 0, 0, rows.size(), holders(101, 1_050));
  }

  private static List<String> members(int from, int to) {
    List<String> rows = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      rows.add(user(i) + ",,");
    }
    for (int i = 1; i <= BY_ALIAS; i++) {
      rows.add("," + alias(i) + ",crm");
    }
    for (int i = 1; i <= UNKNOWN; i++) {
      rows.add("stranger-" + i + ",,");
    }
    return rows;
  }

  private static Set<String> holders(int from, int to) {
    Set<String> holders = new TreeSet<>();
    for (int i = from; i <= to; i++) {
      holders.add(user(i));
    }
    for (int i = 1; i <= BY_ALIAS; i++) {
      holders.add("alias:crm/" + alias(i));
    }
    return holders;
  }

  private static String user(int number) {
    return String.format("user-%05d", number);
  }

  private static String alias(int number) {
    return String.format("crm-%04d", number);
  }

  /**
   * One export, and what it must lead to.
   *
   * @param members how many distinct usable members it has, known to Braze or not
   * @param holders the profiles that hold the cohort's name afterwards
   */
  public record SampleExport(
      List<String> rows, int rejected, int duplicates, int members, Set<String> holders) {

    public byte[] gzip() {
      String csv = "external_id,alias_name,alias_label\r\n" + String.join("\r\n", rows) + "\r\n";
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(csv.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }
  }
}
