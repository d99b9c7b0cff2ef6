/**
 * The command line: words into a command, an answer onto a terminal, an exit code. {@code
 * CommandLine} is its door, {@code Program} runs what it read, {@code Server} makes the one-minute
 * tick of {@code serve}. It translates to and from {@code command} and must know no rule of an
 * import.
 */
package ai.kubit.cohortimport.cli;
