/**
 * What Braze really holds, told from what it accepted. Pure: it reads no file, sends nothing, knows
 * no clock. Data goes one way:
 *
 * <pre>
 * membership --Sample--> members to ask about --(braze: profiles)--> ProfileFinding for each
 *     --LookTally--> counts --MatchEstimate--> share that exists, with its interval
 *                           --Diagnosis-----> what is wrong, if anything
 *     --> Verification, the line that history, answers and mails show
 * </pre>
 *
 * Of a profile only three things are kept: whether it exists, whether it holds the cohort's name,
 * and how long the array is. Everything else that Braze sends is dropped while it is parsed.
 */
package ai.kubit.cohortimport.verification;
