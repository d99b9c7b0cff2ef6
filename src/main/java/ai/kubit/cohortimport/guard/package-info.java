/**
 * Judges the totals of a plan before anything is sent. An export that is empty, or that shrank or
 * grew very much, is probably broken. The entry point is {@code ImportGuard}; {@code Confirmation}
 * is what a person confirmed. The package only computes: it reads no export and no table.
 */
package ai.kubit.cohortimport.guard;
