package ai.kubit.cohortimport.local.braze;

import java.util.List;

/**
 * The users whom a request to {@code /users/export/ids} asks for. {@code deviceId} and {@code
 * brazeId} may be null.
 */
record ExportQuery(
    List<String> externalIds, List<ProfileAlias> aliases, String deviceId, String brazeId) {}
