/**
 * The Braze simulator: a specification of how Braze behaves. {@code BrazeState} holds profiles,
 * with arrays that behave as Braze's do. {@code BrazeEndpoints} gives the answers, {@code
 * BrazeSimulator} serves them over HTTP, and {@code FaultPlan} fails by script. Tests judge its
 * final state. {@code CountingBraze} replaces it in benchmarks, where only speed and counts matter.
 */
package ai.kubit.cohortimport.local.braze;
