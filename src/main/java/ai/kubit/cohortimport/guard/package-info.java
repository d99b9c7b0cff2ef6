/**
 * Judges the totals of a plan before anything is sent: an export that is empty, has shrunk or has
 * grown beyond belief is more likely broken than true. {@code ImportGuard} is its door; {@code
 * Confirmation} is what a person allowed. It is pure: it reads no export and no table.
 */
package ai.kubit.cohortimport.guard;
