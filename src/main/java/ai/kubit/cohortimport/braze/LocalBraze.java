package ai.kubit.cohortimport.braze;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What stands in for Braze on a developer's machine: connections go there instead of to the
 * workspace's own endpoint.
 *
 * @param uri scheme, host and port; whether the host is acceptable is the configuration's matter
 * @param caFile certificates in PEM to trust there, instead of the machine's roots
 */
public record LocalBraze(URI uri, Optional<Path> caFile) {}
