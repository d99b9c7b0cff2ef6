package ai.kubit.cohortimport.cohort;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a part may turn out to be instead of what it should be, known by how it begins. */
interface ForeignContent {
  /** How it begins. */
  Pattern start();

  /** A clause about "it". */
  String found();

  /** A sentence without its full stop, for whoever makes the export. */
  String remedy();

  /** The first of some kinds of content that begins as a text does. */
  static <C extends ForeignContent> Optional<C> of(C[] kinds, String text) {
    for (C kind : kinds) {
      if (kind.start().matcher(text).lookingAt()) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
