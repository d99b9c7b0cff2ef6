package ai.kubit.cohortimport.verifier;

import ai.kubit.cohortimport.membership.LookFiles;
import ai.kubit.cohortimport.membership.MemberChange;

/** Those whom a leg found missing, until they are written. */
final class MissingNotes {
  static final String ABSENT = "ABSENT";
  static final String LACKS = "LACKS";
  static final String LEAVER_HOLDS = "LEAVER_HOLDS";

  private LookFiles.LookNotes notes = new LookFiles.LookNotes();

  void add(String finding, MemberChange who) {
    notes.add(finding, who.member(), who.brazeId());
  }

  /** What was gathered since it was last taken. */
  LookFiles.LookNotes take() {
    LookFiles.LookNotes gathered = notes;
    notes = new LookFiles.LookNotes();
    return gathered;
  }
}
