package dev.surety.policy.proteus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.surety.policy.ArtefactKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The payload of a control artefact of kind {@value #KIND}: {@code {"format": 1, "sha256": "...",
 * "content": {...}}}. The checksum is that of the content's text as it stands there, in UTF-8: any
 * change of it shows, one of its layout too.
 *
 * @param checksum SHA-256 of the content, 64 hex digits
 */
public record ProteusArtefact(String checksum, TrainedProteus model) {

  /** The kind of artefact. */
  public static final String KIND = "proteus";

  /** The same, with what reads it. */
  static final ArtefactKind<ProteusArtefact> ARTEFACT =
      new ArtefactKind<>(KIND, ProteusArtefact.class, ProteusArtefact::read);

  /** The newest format that can be read, and the one that is written. */
  public static final int FORMAT = 1;

  private static final String MEND = "; train it again, or publish the file as training wrote it";

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  public static String write(TrainedProteus model) {
    return sealed(ProteusContent.write(model));
  }

  /** A content with its checksum. */
  static String sealed(String content) {
    return "{\"format\":%d,\"sha256\":\"%s\",\"content\":%s}"
        .formatted(FORMAT, sha256(content), content);
  }

  /**
   * Reads a payload.
   *
   * @throws IllegalArgumentException if it is none, of a newer format, or was changed; the message
   *     says what is wrong with it
   */
  public static ProteusArtefact read(String payload) {
    int format = -1;
    String checksum = null;
    String content = null;
    try (JsonParser in = FACTORY.createParser(payload)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw broken("it is no JSON object");
      }
      for (String field; (field = in.nextFieldName()) != null; ) {
        JsonToken value = in.nextToken();
        int start = (int) in.currentTokenLocation().getCharOffset();
        if (field.equals("format") && value == JsonToken.VALUE_NUMBER_INT) {
          format = in.getIntValue();
        } else if (field.equals("sha256") && value == JsonToken.VALUE_STRING) {
          checksum = in.getText();
        } else if (field.equals("content") && value == JsonToken.START_OBJECT) {
          in.skipChildren();
          content = payload.substring(start, (int) in.currentLocation().getCharOffset());
        } else {
          in.skipChildren();
        }
      }
      if (in.nextToken() != null) {
        throw broken("something follows it");
      }
    } catch (JsonProcessingException e) {
      throw broken("it is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot fail to be read", e);
    }
    if (format > FORMAT) {
      throw new IllegalArgumentException(
          ("the proteus artefact has format %d, but this version reads up to %d;"
                  + " run a newer one or train it again")
              .formatted(format, FORMAT));
    }
    if (format < 1 || checksum == null || content == null) {
      throw broken("format, sha256 or content is missing");
    }
    if (!checksum.equals(sha256(content))) {
      throw broken("its content does not have its checksum: it was changed or cut");
    }
    try {
      return new ProteusArtefact(checksum, ProteusContent.read(content));
    } catch (IllegalArgumentException e) {
      throw broken(e.getMessage());
    }
  }

  private static IllegalArgumentException broken(String why) {
    return new IllegalArgumentException("the proteus artefact cannot be used: " + why + MEND);
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
