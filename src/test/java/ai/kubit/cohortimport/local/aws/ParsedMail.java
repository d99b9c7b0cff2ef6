package ai.kubit.cohortimport.local.aws;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;

/**
 * A mail as a mail program reads it. The parser is strict.
 *
 * @param headers the decoded values by name; a header that is there twice fails the parsing
 */
public record ParsedMail(Map<String, String> headers, String text, String html) {

  /** Parses the bytes of a message. */
  public static ParsedMail of(byte[] raw) {
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(MimeConfig.STRICT);
    builder.setDecodeMonitor(DecodeMonitor.STRICT);
    try {
      Message message = builder.parseMessage(new ByteArrayInputStream(raw));
      Multipart parts = (Multipart) message.getBody();
      return new ParsedMail(
          headers(message), content(parts, "text/plain"), content(parts, "text/html"));
    } catch (IOException e) {
      throw new IllegalArgumentException("not a mail", e);
    }
  }

  public String subject() {
    return headers.getOrDefault("Subject", "");
  }

  private static Map<String, String> headers(Message message) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Field field : message.getHeader().getFields()) {
      String value = DecoderUtil.decodeEncodedWords(field.getBody(), DecodeMonitor.STRICT);
      if (headers.put(field.getName(), value) != null) {
        throw new IllegalArgumentException(field.getName() + " stands twice");
      }
    }
    return headers;
  }

  private static String content(Multipart parts, String type) throws IOException {
    for (Entity part : parts.getBodyParts()) {
      if (part.getMimeType().equals(type)) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ((SingleBody) part.getBody()).writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
      }
    }
    throw new IllegalArgumentException("no " + type);
  }
}
