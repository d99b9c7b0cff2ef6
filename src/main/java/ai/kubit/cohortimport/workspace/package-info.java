/**
 * A customer's Braze workspace: endpoint, limits, delivery mode, its keys in the parameter store,
 * and the slots that its imports share. {@code Workspaces} is the port to the table, {@code
 * BrazeKeys} the one to the keys.
 */
package ai.kubit.cohortimport.workspace;
