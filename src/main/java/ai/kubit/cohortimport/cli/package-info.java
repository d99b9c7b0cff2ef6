/**
 * The command line: makes a command from arguments, shows the answer on a terminal, and gives an
 * exit code. The entry point is {@code CommandLine}. {@code Program} runs what it parsed, and
 * {@code Server} makes the tick of {@code serve}. The package translates to and from {@code
 * command} and must know no rule of an import.
 */
package ai.kubit.cohortimport.cli;
