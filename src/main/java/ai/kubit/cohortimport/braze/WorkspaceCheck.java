package ai.kubit.cohortimport.braze;

/** What a look at a workspace's Braze found. Nobody is changed by it. */
public sealed interface WorkspaceCheck {

  /** One sentence for the person who asked: what it is, and what to do. */
  String sentence();

  /** Braze answers and accepts the key. */
  record Ok(String sentence) implements WorkspaceCheck {}

  /** Braze says that the key is wrong. */
  record InvalidKey(String sentence) implements WorkspaceCheck {}

  /** Braze refuses the key without saying so clearly. */
  record WrongClusterOrKey(String sentence) implements WorkspaceCheck {}

  /** Braze knows the key but does not allow it the call. */
  record MissingPermission(String sentence) implements WorkspaceCheck {}

  /** Whoever answers at the endpoint is no Braze REST API. */
  record NoBraze(String sentence) implements WorkspaceCheck {}

  /** There was no answer that says anything. */
  record Unreachable(Obstacle obstacle, String sentence) implements WorkspaceCheck {

    /** Why there was none. */
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
