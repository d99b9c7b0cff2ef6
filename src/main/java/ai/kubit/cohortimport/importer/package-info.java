/**
 * Runs one import, leg by leg: plan, judge, deliver, fold, commit. Only {@code CohortImporter}
 * knows the order of these phases. The package knows no HTTP, no AWS and no mail.
 */
package ai.kubit.cohortimport.importer;
