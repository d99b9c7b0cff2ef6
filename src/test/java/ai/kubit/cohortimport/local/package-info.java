/**
 * The packaged program and a whole cloud on this machine. {@code LocalCloud} starts the stand-ins
 * of {@code local.aws} and {@code local.braze}; {@code Program} runs the packaged program as a
 * process of its own against them; {@code TestCohort} puts exports there and looks at what Braze
 * holds. {@code LocalRun} is the command of the profile {@code local}.
 */
package ai.kubit.cohortimport.local;
