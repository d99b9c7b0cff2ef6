package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.execution.ImportProgress;
import ai.kubit.cohortimport.time.Deadline;

/**
 * Under what circumstances a command is carried out.
 *
 * @param legEnd when the process may be ended
 * @param progress who is waiting
 */
public record Invocation(Deadline legEnd, ImportProgress progress) {}
