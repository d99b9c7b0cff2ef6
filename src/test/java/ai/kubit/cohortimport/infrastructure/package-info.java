/** The SAM template, compared with what the code calls and reads. */
package ai.kubit.cohortimport.infrastructure;
