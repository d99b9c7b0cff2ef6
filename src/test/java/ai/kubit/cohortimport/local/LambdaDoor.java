package ai.kubit.cohortimport.local;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import org.eclipse.microprofile.config.ConfigProvider;

/** Sends events to the Lambda handler of the application under test. */
public final class LambdaDoor {
  /** The setting with the address of Quarkus' own stand-in for Lambda. */
  private static final String SETTING = "quarkus-internal.aws-lambda.test-api";

  private LambdaDoor() {}

  public static String url() {
    return "http://" + ConfigProvider.getConfig().getValue(SETTING, String.class);
  }

  /** Sends an event and returns the answer. */
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
