package ai.kubit.cohortimport.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvokedFunctionTest {
  private static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:imports";

  private final InvokedFunction function = new InvokedFunction("imports");

  @Test
  void workersAreInvokedByTheAliasThatWasInvoked() {
    function.invokedAs(ARN + ":live");

    assertThat(function.nameWithQualifier()).isEqualTo("imports:live");
  }

  @Test
  void withoutAnAliasByTheNameAlone() {
    function.invokedAs(ARN + ":live");
    function.invokedAs(ARN);

    assertThat(function.nameWithQualifier()).isEqualTo("imports");
  }

  @Test
  void standInsMayNameNoArn() {
    function.invokedAs(null);

    assertThat(function.nameWithQualifier()).isEqualTo("imports");
  }

  @Test
  void elsewhereThereIsNoFunction() {
    assertThat(new InvokedFunction("").inLambda()).isFalse();
  }
}
