/**
 * Stand-ins for everything outside the program, and the packaged program as a process. How they
 * relate:
 *
 * <ul>
 *   <li><b>{@code LocalCloud}</b> starts all stand-ins in this process: DynamoDB Local, S3, SES,
 *       the parameter store and Lambda's {@code Invoke} ({@code local.aws}), and the Braze
 *       simulator ({@code local.braze}). All tests of a process share one.
 *   <li><b>{@code Front}</b> ({@code local.http}) is a proxy before each stand-in of AWS. It counts
 *       requests, corrects what the S3 server does unlike AWS, and fails by script: a {@code When}
 *       chooses the requests, and a {@code FrontFault} says what goes wrong.
 *   <li><b>{@code BrazeSimulator}</b> needs no front. {@code BrazeState} holds what Braze would
 *       hold, {@code BrazeEndpoints} answers, and {@code FaultPlan} fails by script, with a {@code
 *       Fault}. Tests judge its final state. Scenario tests use the same state without HTTP ({@code
 *       TrackQueue}, {@code OtherQueues}).
 *   <li><b>{@code Stall}</b> is for both kinds of fault: it holds a request until the test releases
 *       it, so that a test can kill, freeze or overtake the program at that moment.
 *   <li><b>{@code Program}</b> runs the packaged program against all this (tests {@code *IT}).
 *       {@code LocalCloudResource} points a {@code @QuarkusTest} at it.
 *   <li><b>{@code TestCohort}</b> is one cohort of a test: events, exports, records, holders.
 *   <li><b>Tools</b> are no stand-ins: {@code local.tool} (soak, rush), {@code local.benchmark},
 *       and {@code LocalRun}, the command of the profile {@code local}.
 * </ul>
 */
package ai.kubit.cohortimport.local;
