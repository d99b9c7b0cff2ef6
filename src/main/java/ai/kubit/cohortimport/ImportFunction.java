package ai.kubit.cohortimport;

import ai.kubit.cohortimport.app.InvokedFunction;
import ai.kubit.cohortimport.app.LegLimit;
import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.command.AnswerJson;
import ai.kubit.cohortimport.command.CommandReader;
import ai.kubit.cohortimport.command.Commands;
import ai.kubit.cohortimport.command.EventTrouble;
import ai.kubit.cohortimport.command.Invocation;
import ai.kubit.cohortimport.command.Reading;
import ai.kubit.cohortimport.importer.ImportProgress;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The Lambda door. What a repetition would not change, bad input included, is answered; what is
 * thrown is our own trouble, or a list of records whose sender would take any answer as done.
 */
@Named("import")
public class ImportFunction implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(ImportFunction.class);

  /** Lambda's own limit is lower; the reader refuses what is longer than a megabyte. */
  private static final int MORE_THAN_ANY_EVENT = 2 << 20;

  private final CommandReader reader;
  private final Commands commands;
  private final LegLimit legs;
  private final InvokedFunction function;

  @Inject
  ImportFunction(CommandReader reader, Commands commands, LegLimit legs, InvokedFunction function) {
    this.reader = reader;
    this.commands = commands;
    this.legs = legs;
    this.function = function;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.invokedAs(context.getInvokedFunctionArn());
    byte[] event = input.readNBytes(MORE_THAN_ANY_EVENT);
    Reading reading = reader.read(event, context.getAwsRequestId());
    Answer answer = answer(reading, context);
    EventTrouble.line(reading, answer).ifPresent(LOG::warn);
    output.write(AnswerJson.of(answer).toString().getBytes(StandardCharsets.UTF_8));
  }

  private Answer answer(Reading reading, Context context) {
    if (reading instanceof Reading.Unsupported unsupported) {
      throw new IllegalArgumentException(unsupported.error().withoutWhatWasSent());
    }
    if (reading instanceof Reading.Invalid invalid) {
      return new Answer.WrongEvent(invalid.errors());
    }
    Invocation invocation =
        new Invocation(
            legs.inLambda(context.getRemainingTimeInMillis()),
            Optional.empty(),
            ImportProgress.SILENT);
    try {
      return commands.run(((Reading.Valid) reading).command(), invocation);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the invocation was interrupted", e);
    }
  }
}
