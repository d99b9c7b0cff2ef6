package ai.kubit.cohortimport.app;

import ai.kubit.cohortimport.time.SystemTime;
import ai.kubit.cohortimport.time.Time;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The only place that makes clients that Quarkus does not make by itself, clocks and randomness.
 * Regions, credentials and endpoints come from AWS's own environment variables.
 */
@ApplicationScoped
public class Clients {

  @Produces
  @Singleton
  Time time() {
    return new SystemTime();
  }

  /** Tokens that never repeat, 36 characters long. */
  public static String token() {
    return UUID.randomUUID().toString();
  }

  /** Made when it is first called, as Quarkus' own clients are: a sweep does without. */
  @Produces
  @ApplicationScoped
  S3Client s3() {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .forcePathStyle(isOverridden())
        .build();
  }

  /** Stand-ins for S3 have no host name for each bucket. */
  private static boolean isOverridden() {
    return System.getenv("AWS_ENDPOINT_URL_S3") != null
        || System.getenv("AWS_ENDPOINT_URL") != null
        || System.getProperty("aws.endpointUrlS3") != null;
  }

  /** Made when it is first needed. */
  static Supplier<LambdaClient> lambda() {
    return new Supplier<>() {
      private LambdaClient client;

      @Override
      public synchronized LambdaClient get() {
        if (client == null) {
          client =
              LambdaClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
        }
        return client;
      }
    };
  }
}
