/**
 * What the program can be told. {@code CommandReader} turns an event into one record of the sealed
 * {@code Command}, or names every wrong field; {@code Commands} carries it out and returns one
 * record of the sealed {@code Answer}, which {@code AnswerJson} and {@code AnswerText} write.
 * {@code Grammar} lists every action with its options: help, events and the command line follow
 * from it. It knows nothing of terminals, exit codes and HTTP.
 */
package ai.kubit.cohortimport.command;
