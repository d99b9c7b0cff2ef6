package ai.kubit.cohortimport.delivery;

/** Why it is unknown what became of an object that was sent. */
public enum UnknownReason {
  SENSELESS_ANSWER("Braze's answer could not be understood"),
  ERRORS_UNCLEAR("Braze reported errors without saying clearly for whom"),
  SERVER_ERROR("Braze's servers failed on this object again and again"),
  MISCOUNTED("Braze's success counted another number of objects than it was sent"),
  REFUSED_LATER("Braze refused the object after an earlier sending that may have been applied"),
  STOPPED("the import had to stop before Braze's answer came");

  private final String text;

  UnknownReason(String text) {
    this.text = text;
  }

  /** The reason in words, for reports and mails. */
  public String text() {
    return text;
  }
}
