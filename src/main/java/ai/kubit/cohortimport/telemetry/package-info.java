/**
 * What operators see: metrics and one line of the log for each leg and sweep. {@code OperationsLog}
 * is the door. No member id and no key may reach it.
 */
package ai.kubit.cohortimport.telemetry;
