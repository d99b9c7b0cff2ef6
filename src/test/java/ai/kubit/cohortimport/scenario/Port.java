package ai.kubit.cohortimport.scenario;

/** Where a program touches the world. */
enum Port {
  LEDGER,
  STATE,
  EXPORTS,
  BRAZE,
  MAIL
}
