package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.time.Deadline;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Under what circumstances a command is carried out.
 *
 * @param legEnd when the process may be ended
 * @param nextLeg where nobody ends the process: the end of a further leg
 * @param progress who is waiting
 */
public record Invocation(
    Deadline legEnd, Optional<Supplier<Deadline>> nextLeg, ImportProgress progress) {}
