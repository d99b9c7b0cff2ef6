package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.StoredObject;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The file that Redshift's {@code UNLOAD … MANIFEST} writes last. It names every part, with sizes
 * and, where it is verbose, rows. Only what it names belongs to the export.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html">UNLOAD</a>
 */
final class RedshiftManifest {
  private static final int MAX_MEGABYTES = 8;

  private final MarkerFile file;
  private final Map<String, StoredObject> present = new HashMap<>();
  private final TreeMap<String, StoredObject> named = new TreeMap<>();
  private long rows;
  private boolean counted = true;

  private RedshiftManifest(MarkerFile file, List<StoredObject> objects) {
    this.file = file;
    objects.forEach(object -> present.put(object.key(), object));
  }

  /** Whether a file in the export's folder is called like one: a prefix, and {@code manifest}. */
  static boolean isOne(String path) {
    return path.endsWith("manifest")
        && path.indexOf('/') < 0
        && !path.startsWith("_")
        && !path.startsWith(".");
  }

  /**
   * The parts that the manifest names.
   *
   * @param objects what lies in the folder
   * @throws UnusableManifestException if it is no such manifest, or names what is not there
   */
  static WrittenParts read(ObjectStore exports, MarkerFile file, List<StoredObject> objects) {
    RedshiftManifest manifest = new RedshiftManifest(file, objects);
    JsonNode json = file.read(exports, MAX_MEGABYTES);
    if (!json.path("entries").isArray()) {
      throw file.wrong("it has no list of entries, as Redshift writes it");
    }
    json.path("entries").forEach(manifest::take);
    return new WrittenParts(
        new ArrayList<>(manifest.named.values()),
        manifest.counted ? OptionalLong.of(manifest.rows) : OptionalLong.empty());
  }

  private void take(JsonNode entry) {
    String key = key(entry.path("url").asText());
    String shown = ExportFault.shown(key.substring(key.lastIndexOf('/') + 1));
    StoredObject part = present.get(key);
    if (part == null) {
      throw file.missing("it names '%s', which is not in the folder".formatted(shown));
    }
    if (named.put(key, part) != null) {
      throw file.wrong("it names '%s' twice".formatted(shown));
    }
    JsonNode size = entry.path("meta").path("content_length");
    if (size.isIntegralNumber() && size.longValue() != part.size()) {
      throw file.missing(
          "'%s' has %,d bytes, but the manifest says %,d"
              .formatted(shown, part.size(), size.longValue()));
    }
    JsonNode count = entry.path("meta").path("record_count");
    counted &= count.isIntegralNumber() && count.longValue() >= 0;
    rows += count.longValue();
  }

  /** Of {@code s3://bucket/key} the key: the bucket is the one that the manifest lies in. */
  private String key(String url) {
    int slash = url.startsWith("s3://") ? url.indexOf('/', "s3://".length()) : -1;
    if (slash < 0) {
      throw file.wrong("an entry has no url such as s3://bucket/key");
    }
    return url.substring(slash + 1);
  }
}
