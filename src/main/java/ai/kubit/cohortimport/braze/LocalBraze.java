package ai.kubit.cohortimport.braze;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A stand-in for Braze on a developer's machine. All connections go there instead of to the
 * workspace's REST endpoint.
 *
 * @param uri scheme, host and port; the configuration checks the host
 * @param caFile a PEM file with the certificates to trust there instead of the machine's own
 */
public record LocalBraze(URI uri, Optional<Path> caFile) {}
