package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.storage.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The objects below a cohort's prefix, sorted into folders, single objects, and others ("strays").
 */
final class ExportListing {
  private static final Pattern SINGLE_OBJECT =
      Pattern.compile("members\\.((csv|ndjson)(\\.gz)?|parquet)");
  private static final Pattern NEARLY_SINGLE =
      Pattern.compile(
          "members\\.((csv|ndjson|jsonl?)(\\.gz)?|(snappy\\.|gz\\.|zstd?\\.)?parquet(\\.\\w+)?)",
          Pattern.CASE_INSENSITIVE);

  /** The most notes that a message gets. */
  private static final int MOST_NOTES = 3;

  private final NavigableMap<String, ExportFolder> folders = new TreeMap<>();
  private final List<StoredObject> singles = new ArrayList<>();
  private final List<StoredObject> strays = new ArrayList<>();

  ExportListing(String prefix, Collection<StoredObject> objects) {
    for (StoredObject object : objects) {
      add(object.key().substring(prefix.length()), object);
    }
  }

  private void add(String path, StoredObject object) {
    int slash = path.indexOf('/');
    if (path.startsWith("_") || path.startsWith(".")) {
      return;
    }
    if (slash > 0) {
      folders
          .computeIfAbsent(path.substring(0, slash), ExportFolder::new)
          .add(path.substring(slash + 1), object);
    } else if (SINGLE_OBJECT.matcher(path).matches()) {
      singles.add(object);
    } else if (!SideFiles.isOne(path)) {
      strays.add(object);
    }
  }

  /** The last complete folder by name. */
  Optional<ExportFolder> lastComplete() {
    return folders.descendingMap().values().stream().filter(ExportFolder::isComplete).findFirst();
  }

  /** The single object that was written last. */
  Optional<StoredObject> lastSingle() {
    return singles.stream().max(Comparator.comparing(StoredObject::lastModified));
  }

  /** The last folder by name, complete or not. */
  Optional<ExportFolder> lastFolder() {
    return Optional.ofNullable(folders.lastEntry()).map(entry -> entry.getValue());
  }

  /**
   * What was written after an export but is not imported: one or two sentences each, the newest
   * first, at most {@link #MOST_NOTES}.
   *
   * @param chosen the export's name; the empty string if there is no export
   * @param after when the export was finished
   */
  List<String> ignoredAfter(String chosen, Instant after) {
    record Ignored(Instant written, String note) {}
    List<Ignored> ignored =
        Stream.concat(
                folders.values().stream()
                    .filter(folder -> !folder.name().equals(chosen))
                    .map(folder -> new Ignored(folder.lastWrite(), note(folder, chosen))),
                strays.stream()
                    .map(object -> new Ignored(object.lastModified(), note(object.name()))))
            .filter(candidate -> candidate.written().isAfter(after))
            .sorted(Comparator.comparing(Ignored::written).reversed())
            .toList();
    List<String> notes =
        new ArrayList<>(ignored.stream().limit(MOST_NOTES).map(Ignored::note).toList());
    if (ignored.size() > MOST_NOTES) {
      notes.add("%,d more do not count either.".formatted(ignored.size() - MOST_NOTES));
    }
    return notes;
  }

  private static String note(ExportFolder folder, String chosen) {
    String name = ExportFault.shown(folder.name());
    if (!folder.isComplete()) {
      return chosen.isEmpty()
          ? "The folder '%s' does not count: %s".formatted(name, clause(folder.whyIncomplete()))
          : "The folder '%s', written later at %s, does not count: %s"
              .formatted(name, folder.lastWrite(), clause(folder.whyIncomplete()));
    }
    return SINGLE_OBJECT.matcher(chosen).matches()
        ? "The folder '%s', written later at %s, does not count: its manifest.json says that the cohort was evaluated before '%s' was written."
            .formatted(name, folder.lastWrite(), chosen)
        : "The folder '%s', written later at %s, does not count: the name that sorts last wins, and as text it sorts before '%s'. Use names that sort by time, such as 20261122T090000Z."
            .formatted(name, folder.lastWrite(), ExportFault.shown(chosen));
  }

  private static String clause(String sentence) {
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  private static String note(String stray) {
    String why =
        NEARLY_SINGLE.matcher(stray).matches()
            ? "an export of one file must be called members.csv, members.csv.gz, members.ndjson, members.ndjson.gz or members.parquet, in exactly these letters."
            : "it lies directly in the cohort's folder. Put it into a folder of its own there, together with a marker (_SUCCESS), or call it members.csv.";
    return "The file '%s' does not count: %s".formatted(ExportFault.shown(stray), why);
  }
}
