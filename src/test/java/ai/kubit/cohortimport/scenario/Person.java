package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.cohort.MemberId;

/** Somebody who may be known by two names, which are one profile at Braze. */
record Person(int number) {
  static final String LABEL = "app";

  String externalId() {
    return "u" + number;
  }

  String alias() {
    return "a" + number;
  }

  MemberId member(boolean byAlias) {
    return byAlias ? MemberId.alias(alias(), LABEL) : MemberId.externalId(externalId());
  }

  /** Some members of exports never were users of the customer's app. */
  boolean isUser() {
    return number % 7 != 3;
  }
}
