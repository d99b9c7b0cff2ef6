/**
 * When a cohort is imported, and how its people want it: cadences, time zones, recipients, limits.
 * {@code StoredSchedule} reads what is stored, {@code Cadence} computes times. It knows no table
 * and no clock.
 */
package ai.kubit.cohortimport.schedule;
