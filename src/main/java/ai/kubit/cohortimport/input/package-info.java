/**
 * Reading what people and programs send: fields with every error named, text that is safe to show.
 * It knows nothing of what the fields mean.
 */
package ai.kubit.cohortimport.input;
