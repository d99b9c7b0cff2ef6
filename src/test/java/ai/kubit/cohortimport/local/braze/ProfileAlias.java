package ai.kubit.cohortimport.local.braze;

/** A user alias: a name that is unique among the aliases of its label. */
public record ProfileAlias(String name, String label) {}
