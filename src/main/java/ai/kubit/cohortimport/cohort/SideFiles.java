package ai.kubit.cohortimport.cohort;

import java.util.regex.Pattern;

/**
 * Recognises files that programs and people leave beside the data, by their names. Every other file
 * is data: if a part were overlooked, its members would be removed. The project's page "Exports:
 * for data teams", chapter "Where", lists the names.
 */
final class SideFiles {
  private static final Pattern KNOWN =
      Pattern.compile(
          // Redshift's UNLOAD: https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html
          // Athena's results and UNLOAD:
          // https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html
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
   * Whether the object is such a file, so that it holds no members.
   *
   * @param path the object's key below the export's folder. A name or subfolder that begins with an
   *     underscore or a dot, such as {@code _temporary/} or {@code .part-0.csv.crc}, belongs to the
   *     program that wrote the export
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
