package ai.kubit.cohortimport.cohort;

import java.util.regex.Pattern;

/**
 * Files that programs and people leave beside the data, by their names. Whatever is not known here
 * is data: to overlook a part would remove its members.
 */
final class SideFiles {
  private static final Pattern KNOWN =
      Pattern.compile(
          // Redshift's UNLOAD, Athena's results and UNLOAD.
          "(.*[_-])?manifest|.*\\.csv\\.metadata|.*-manifest\\.csv"
              // Hadoop's folders and checksums.
              + "|.*_\\$folder\\$|.*\\.(crc|md5|sha1|sha256|asc|sig)"
              // People's notes.
              + "|schema\\.json|readme(\\.(txt|md))?|.*\\.sql"
              // Windows.
              + "|thumbs\\.db|desktop\\.ini",
          Pattern.CASE_INSENSITIVE);

  private SideFiles() {}

  /**
   * Whether no member can be in the object.
   *
   * @param path below the export's folder; writers' own files, such as {@code _temporary/} or
   *     {@code .part-0.csv.crc}, begin with an underscore or a dot at any depth
   */
  static boolean isOne(String path) {
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.startsWith("_") || segment.startsWith(".")) {
        return true;
      }
    }
    return KNOWN.matcher(path.substring(path.lastIndexOf('/') + 1)).matches();
  }
}
