package ai.kubit.cohortimport.local;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import org.eclipse.microprofile.config.ConfigProvider;

/** The Lambda door of the application under test. */
public final class LambdaDoor {
  /** Where Quarkus' stand-in for Lambda listens. */
  private static final String SETTING = "quarkus-internal.aws-lambda.test-api";

  private LambdaDoor() {}

  public static String url() {
    return "http://" + ConfigProvider.getConfig().getValue(SETTING, String.class);
  }

  /** The answer to an event. */
  public static JsonPath send(String event) {
    return given()
        .baseUri(url())
        .contentType("application/json")
        .body(event)
        .when()
        .post("/")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}
