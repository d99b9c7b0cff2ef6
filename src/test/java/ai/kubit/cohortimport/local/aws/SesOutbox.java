package ai.kubit.cohortimport.local.aws;

import ai.kubit.cohortimport.local.http.HttpAnswer;
import ai.kubit.cohortimport.local.http.HttpCall;
import ai.kubit.cohortimport.local.http.LocalServer;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SES (API version 1) that delivers into a directory: {@code 0001-subject.eml} as it was sent,
 * {@code 0001-subject.txt} with the headers and the text, {@code 0001-subject.html}.
 */
public final class SesOutbox implements AutoCloseable {
  private final Path directory;
  private final List<OutboxMail> mails = new CopyOnWriteArrayList<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final AtomicInteger throttled = new AtomicInteger();
  private final LocalServer server;

  private SesOutbox(Address address, Path directory) {
    this.directory = directory;
    server = LocalServer.start(address, call -> Future.succeededFuture(answer(call)));
  }

  /** Starts with an empty outbox. Mails of earlier runs in the directory are deleted. */
  public static SesOutbox start(Address address, Path directory) throws IOException {
    Files.createDirectories(directory);
    try (var old = Files.newDirectoryStream(directory, "*.{txt,html,eml}")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    return new SesOutbox(address, directory);
  }

  public String url() {
    return server.url();
  }

  /** The accepted mails, in the order in which they came. */
  public List<OutboxMail> mails() {
    return List.copyOf(mails);
  }

  /** The accepted mails to this address, in the order in which they came. */
  public List<OutboxMail> mailsTo(String recipient) {
    return mails.stream().filter(mail -> mail.recipients().contains(recipient)).toList();
  }

  /** Refuses mails to this address with MessageRejected, as the sandbox of SES does. */
  public void refuse(String recipient) {
    refused.add(recipient);
  }

  public void acceptAgain(String recipient) {
    refused.remove(recipient);
  }

  /** Throttles the next n mails. */
  public void throttle(int n) {
    throttled.set(n);
  }

  private HttpAnswer answer(HttpCall call) {
    Map<String, String> form = call.form();
    String action = form.getOrDefault("Action", "");
    if (!action.equals("SendRawEmail")) {
      return error("InvalidAction", "the outbox does not know " + action);
    }
    if (throttled.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return error("Throttling", "Maximum sending rate exceeded.");
    }
    OutboxMail mail = received(form);
    for (String recipient : mail.recipients()) {
      if (refused.contains(recipient)) {
        return error("MessageRejected", "Email address is not verified.");
      }
    }
    return accept(action, mail);
  }

  private static OutboxMail received(Map<String, String> form) {
    byte[] raw = Base64.getMimeDecoder().decode(form.getOrDefault("RawMessage.Data", ""));
    return new OutboxMail(
        form.getOrDefault("Source", ""),
        members(form, "Destinations.member."),
        ParsedMail.of(raw),
        new String(raw, StandardCharsets.US_ASCII),
        List.of());
  }

  private static List<String> members(Map<String, String> form, String prefix) {
    List<String> members = new ArrayList<>();
    for (int i = 1; form.containsKey(prefix + i); i++) {
      members.add(form.get(prefix + i));
    }
    return members;
  }

  private HttpAnswer accept(String action, OutboxMail mail) {
    String id = String.format("%04d", mails.size() + 1);
    try {
      mails.add(mail.writtenTo(directory, id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HttpAnswer.xml(
        200,
        "<%1$sResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><%1$sResult><MessageId>local-%2$s</MessageId></%1$sResult><ResponseMetadata><RequestId>%2$s</RequestId></ResponseMetadata></%1$sResponse>"
            .formatted(action, id));
  }

  private static HttpAnswer error(String code, String message) {
    return HttpAnswer.xml(
        400,
        "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>local</RequestId></ErrorResponse>"
            .formatted(code, message));
  }

  @Override
  public void close() {
    server.close();
  }
}
