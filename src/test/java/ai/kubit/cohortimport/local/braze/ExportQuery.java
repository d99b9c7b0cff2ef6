package ai.kubit.cohortimport.local.braze;

import java.util.List;

/**
 * Whom {@code /users/export/ids} is asked for; {@code deviceId} and {@code brazeId} may be null.
 */
record ExportQuery(
    List<String> externalIds, List<ProfileAlias> aliases, String deviceId, String brazeId) {}
