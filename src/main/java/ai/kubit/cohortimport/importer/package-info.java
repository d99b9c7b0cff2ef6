/**
 * One import, leg by leg: plan, judge, deliver, fold, commit. The order of the phases stands in
 * {@code CohortImporter} and nowhere else. It knows no HTTP, no AWS and no mail.
 */
package ai.kubit.cohortimport.importer;
