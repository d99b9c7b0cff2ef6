package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.storage.StoredJson;
import ai.kubit.cohortimport.workspace.Workspace;
import java.util.Objects;

/**
 * Where a cohort's members are sent. A membership is about one target and says nothing about
 * another. If the target changes, the membership counts as empty. The project's page "Reference",
 * chapter "The two modes", compares the modes.
 *
 * @param mode {@code ATTRIBUTE} or {@code COHORT}
 * @param host the REST endpoint's host
 * @param attribute the attribute's name; in {@code COHORT} mode the partner's name
 */
public record DeliveryTarget(Workspace.DeliveryMode mode, String host, String attribute) {
  public DeliveryTarget {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(attribute, "attribute");
  }

  static DeliveryTarget read(StoredJson json) {
    return new DeliveryTarget(
        json.oneOf("mode", Workspace.DeliveryMode.class),
        json.text("host"),
        json.text("attribute"));
  }

  /**
   * The value that a cohort's members hold in this target: the cohort's name. In {@code COHORT}
   * mode Braze knows the cohort itself, so the value is its id, and a new name changes nothing for
   * the members.
   */
  public String valueOf(CohortKey cohort, String cohortName) {
    return switch (mode) {
      case ATTRIBUTE -> cohortName;
      case COHORT -> cohort.cohortId();
    };
  }

  public static DeliveryTarget of(Workspace workspace) {
    String attribute =
        switch (workspace.mode()) {
          case ATTRIBUTE -> workspace.attributeName();
          case COHORT -> workspace.partnerName();
        };
    return new DeliveryTarget(workspace.mode(), workspace.restEndpoint().host(), attribute);
  }
}
