package ai.kubit.cohortimport.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.qute.Engine;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who only looks for due cohorts does not wait for the words of mails. */
@QuarkusTest
class TemplatesOnDemandTest {

  @Test
  void noStartMakesTheEngine() {
    assertThat(observersInQute(new StartupEvent())).isEmpty();
  }

  @Test
  void noEndMakesTheEngine() {
    assertThat(observersInQute(new ShutdownEvent())).isEmpty();
  }

  @Test
  void anEngineDoesNotParseEveryMessageAtOnce() {
    assertThat(observersInQute(Engine.builder().build())).isEmpty();
  }

  /** Events do reach who observes them: the rules above look at a list that is not always empty. */
  @Test
  void theContainerStillTellsItsObservers() {
    assertThat(observers(new StartupEvent())).isNotEmpty();
    assertThat(observersInQute(Engine.builder())).isNotEmpty();
  }

  private static List<String> observersInQute(Object event) {
    return observers(event).stream().filter(name -> name.startsWith("io.quarkus.qute")).toList();
  }

  private static List<String> observers(Object event) {
    Collection<? extends ObserverMethod<?>> found =
        Arc.container().beanManager().resolveObserverMethods(event);
    return found.stream().map(observer -> observer.getBeanClass().getName()).toList();
  }
}
