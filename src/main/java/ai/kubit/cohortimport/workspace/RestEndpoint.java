package ai.kubit.cohortimport.workspace;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Braze REST endpoint. The key is sent to this host, so it must be one of Braze's clusters, over
 * https, with nothing but the host: no port, user, path, query or trailing dot. New clusters follow
 * the pattern {@code rest.<region>.braze.com|eu}, which is why there is no closed list (Braze, "API
 * overview", endpoints).
 */
public record RestEndpoint(URI uri) {
  private static final Pattern CLUSTER =
      Pattern.compile("https://rest\\.[a-z]{2,5}-\\d{2}\\.braze\\.(com|eu)");

  /** What an endpoint may look like, in words, for error messages. */
  public static final String RULE =
      "the REST endpoint of your Braze cluster, such as https://rest.iad-01.braze.com or"
          + " https://rest.fra-01.braze.eu (Braze dashboard: Settings > APIs and Identifiers)";

  private static final Pattern OF_EUROPE_ELSEWHERE =
      Pattern.compile("(https://rest\\.fra-\\d{2}\\.braze\\.)com");
  private static final Pattern OF_ELSEWHERE_IN_EUROPE =
      Pattern.compile("(https://rest\\.(?:iad|us|au|id|jp|kr)-\\d{2}\\.braze\\.)eu");

  public RestEndpoint {
    if (!isEndpoint(uri.toString())) {
      throw new IllegalArgumentException("restEndpoint must be " + RULE);
    }
  }

  public static boolean isEndpoint(String text) {
    return text != null && CLUSTER.matcher(text).matches();
  }

  /** A cluster of this name is under the other domain: the endpoint that it has there. */
  static Optional<String> underItsDomain(String endpoint) {
    Matcher european = OF_EUROPE_ELSEWHERE.matcher(endpoint);
    Matcher other = OF_ELSEWHERE_IN_EUROPE.matcher(endpoint);
    if (european.matches()) {
      return Optional.of(european.group(1) + "eu");
    }
    return other.matches() ? Optional.of(other.group(1) + "com") : Optional.empty();
  }

  /**
   * The endpoint that a text names.
   *
   * @throws IllegalArgumentException when the text is no Braze cluster
   */
  public static RestEndpoint of(String text) {
    if (!isEndpoint(text)) {
      throw new IllegalArgumentException("restEndpoint must be " + RULE);
    }
    return new RestEndpoint(URI.create(text));
  }

  public String host() {
    return uri.getHost();
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
