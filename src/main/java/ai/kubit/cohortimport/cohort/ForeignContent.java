package ai.kubit.cohortimport.cohort;

import java.util.Optional;
import java.util.regex.Pattern;

/** A kind of content that a part should not have, recognised by its beginning. */
interface ForeignContent {
  /** Matches the beginning of such content. */
  Pattern start();

  /** What it is, as a clause that begins with "it". */
  String found();

  /** What to do: a sentence without its full stop, for the people who make the export. */
  String remedy();

  /** The first of these kinds that matches the beginning of a text. */
  static <C extends ForeignContent> Optional<C> of(C[] kinds, String text) {
    for (C kind : kinds) {
      if (kind.start().matcher(text).lookingAt()) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
