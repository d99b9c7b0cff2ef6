package ai.kubit.cohortimport.app;

import io.quarkus.qute.i18n.MessageBundles;
import io.quarkus.qute.runtime.EngineProducer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.MethodConfig;

/**
 * Templates are read when a mail or the history page is written, not when the process starts.
 *
 * <p>Quarkus makes Qute's engine at each start, and the engine reads and parses each message in
 * each language: about a thousand, three quarters of all the time that a start took. Most processes
 * look for due cohorts, find none, and write nothing to anybody. This runs while the program is
 * built: it takes away the annotations that ask for the engine at the start, for every message at
 * once, and for an engine at the end that nobody had needed before.
 *
 * <p>A message that cannot be parsed still fails the build, as Quarkus checks each of them there.
 */
public final class TemplatesOnDemand implements BuildCompatibleExtension {

  /** Makes the engine for whoever asks first. */
  @Enhancement(types = EngineProducer.class)
  public void makeTheEngineOnDemand(ClassConfig producer) {
    producer.removeAnnotation(annotation -> annotation.name().equals(Startup.class.getName()));
  }

  /** Makes no engine for the sake of throwing it away. */
  @Enhancement(types = EngineProducer.class)
  public void makeNoEngineAtTheEnd(MethodConfig method) {
    observeNoMore("onShutdown", method);
  }

  /** Parses a message when it is first used. */
  @Enhancement(types = MessageBundles.class)
  public void parseMessagesOnDemand(MethodConfig method) {
    observeNoMore("preloadMessageTemplates", method);
  }

  private static void observeNoMore(String name, MethodConfig method) {
    if (method.info().name().equals(name)) {
      method
          .parameters()
          .forEach(
              parameter ->
                  parameter.removeAnnotation(
                      annotation -> annotation.name().equals(Observes.class.getName())));
    }
  }
}
