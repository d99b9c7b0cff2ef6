/**
 * The Braze simulator: a specification of how Braze behaves. {@code BrazeState} holds profiles with
 * the real semantics of arrays, {@code BrazeEndpoints} speaks HTTP, {@code FaultPlan} fails by
 * script. Tests judge its final state.
 */
package ai.kubit.cohortimport.local.braze;
