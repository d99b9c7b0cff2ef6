/**
 * Puts the parts together: settings from the environment, clients of AWS, how long a leg may work,
 * how a process ends. {@code Wiring} makes every object that lives as long as the process. It
 * decides nothing about imports; only the doors may know it.
 */
package ai.kubit.cohortimport.app;
