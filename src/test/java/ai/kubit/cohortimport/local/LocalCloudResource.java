package ai.kubit.cohortimport.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Makes the application under test and its tests use the same local cloud. */
public final class LocalCloudResource implements QuarkusTestResourceLifecycleManager {
  private static final Map<String, String> FOR_S3 =
      Map.of("aws.region", "us-east-1", "aws.accessKeyId", "local", "aws.secretAccessKey", "local");

  @Override
  public Map<String, String> start() {
    LocalCloud cloud = LocalCloud.shared();
    FOR_S3.forEach(System::setProperty);
    System.setProperty("aws.endpointUrlS3", cloud.s3Front().url());
    Map<String, String> environment = cloud.environment();
    Map<String, String> config = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("KUBIT_")) {
            config.put(
                "kubit." + name.substring(6).toLowerCase(Locale.ROOT).replace('_', '-'), value);
          }
        });
    for (String client : new String[] {"dynamodb", "ses", "ssm"}) {
      String of = "quarkus." + client + ".";
      config.put(
          of + "endpoint-override",
          environment.get("AWS_ENDPOINT_URL_" + client.toUpperCase(Locale.ROOT)));
      config.put(of + "aws.region", "us-east-1");
      config.put(of + "aws.credentials.type", "static");
      config.put(of + "aws.credentials.static-provider.access-key-id", "local");
      config.put(of + "aws.credentials.static-provider.secret-access-key", "local");
    }
    return config;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(LocalCloud.shared(), new TestInjector.MatchesType(LocalCloud.class));
  }

  @Override
  public void stop() {
    FOR_S3.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.endpointUrlS3");
  }
}
