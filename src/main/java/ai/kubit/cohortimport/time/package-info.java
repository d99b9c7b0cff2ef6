/** Clock and deadlines, so that whoever needs the time is given it. Knows nobody. */
package ai.kubit.cohortimport.time;
