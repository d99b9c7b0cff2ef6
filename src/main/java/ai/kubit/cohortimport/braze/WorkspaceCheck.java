package ai.kubit.cohortimport.braze;

/** The result of checking a workspace's endpoint and key. A check changes no user. */
public sealed interface WorkspaceCheck {

  /** One sentence for the person who asked: what was found, and what to do. */
  String sentence();

  /** Braze answers and accepts the key. */
  record Ok(String sentence) implements WorkspaceCheck {}

  /** Braze says that the key is wrong. */
  record InvalidKey(String sentence) implements WorkspaceCheck {}

  /** Braze refuses the key, and does not say whether the key or the cluster is wrong. */
  record WrongClusterOrKey(String sentence) implements WorkspaceCheck {}

  /** Braze knows the key, but the key may not make this call. */
  record MissingPermission(String sentence) implements WorkspaceCheck {}

  /** The endpoint is no Braze REST API. */
  record NoBraze(String sentence) implements WorkspaceCheck {}

  /** No response came that says anything about the key. */
  record Unreachable(Obstacle obstacle, String sentence) implements WorkspaceCheck {

    /** Why no such response came. */
    public enum Obstacle {
      NO_CONNECTION,
      UNTRUSTED_CERTIFICATE,
      NO_ANSWER,
      SERVER_ERROR,
      RATE_LIMITED,
      SENSELESS_ANSWER
    }
  }
}
