package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.report.HistoryView;
import io.quarkus.qute.Engine;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LayoutsTest {
  @Inject Engine engine;

  /** Reflection would serve the templates here, and fail in the native executable. */
  @Test
  void everyRecordOfAViewHasItsGeneratedAccess() {
    Set<String> generated =
        engine.getValueResolvers().stream()
            .map(resolver -> resolver.getClass().getName())
            .collect(Collectors.toSet());

    for (Class<?> view : List.of(MailView.class, HistoryView.class)) {
      Stream.concat(Stream.of(view), Stream.of(view.getDeclaredClasses()))
          .map(type -> type.getName().replace("$", "$_") + "_ValueResolver")
          .forEach(name -> assertThat(generated).contains(name));
    }
  }
}
