/**
 * The history page of a workspace, one HTML file. {@code WorkspaceReport} is the door. It shows
 * what the cohort store holds and changes nothing.
 */
package ai.kubit.cohortimport.report;
