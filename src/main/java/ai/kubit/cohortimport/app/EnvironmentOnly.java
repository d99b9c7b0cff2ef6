package ai.kubit.cohortimport.app;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSourceLoader;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;

/**
 * Settings come from the environment, and from what the program was built with. Quarkus would read
 * {@code .env} and {@code config/application.properties} of the working directory, too: whoever
 * owns that directory could then send a stored key elsewhere. Made known by the file of its
 * interface in {@code META-INF/services}, which Quarkus reads at build time.
 */
public final class EnvironmentOnly implements SmallRyeConfigBuilderCustomizer {
  private static final String BUILT_IN = "application.properties";
  private static final int BUILT_IN_ORDINAL = 250;

  @Override
  public void configBuilder(SmallRyeConfigBuilder builder) {
    builder
        .setAddDefaultSources(false)
        .setAddSystemSources(false)
        .setAddPropertiesSources(false)
        .withSources(
            new SysPropConfigSource(),
            new EnvConfigSource(System.getenv(), EnvConfigSource.ORDINAL))
        .withSources(
            PropertiesConfigSourceLoader.inClassPath(
                BUILT_IN, BUILT_IN_ORDINAL, builder.getClassLoader()));
  }

  /** After Quarkus' own, which asks for its default sources. */
  @Override
  public int priority() {
    return Integer.MAX_VALUE;
  }
}
