package dev.surety.operate.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page: one file with its style, its script and what is known when it is asked for; it then
 * asks for news by itself.
 */
final class StatusPage {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String style = resource("status.css");
  private final String script = resource("status.js");

  /**
   * @param status what {@link StatusJson} says
   */
  String write(ObjectNode status) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="icon" href="data:,">
        <title>Promises now</title>
        <style>%s</style>
        </head>
        <body>
        <main id="main"><noscript>This page needs JavaScript.</noscript></main>
        <script type="application/json" id="status">%s</script>
        <script>%s</script>
        </body>
        </html>
        """
        .formatted(style, embedded(status), script);
  }

  /**
   * What a browser may do with the page: run this script, use this style, ask here for news, and
   * nothing else, whatever a tenant is called.
   */
  String securityPolicy() {
    return "default-src 'none'; img-src data:; connect-src 'self'; base-uri 'none'; form-action"
        + " 'none'; frame-ancestors 'self'; style-src '"
        + hash(style)
        + "'; script-src '"
        + hash(script)
        + "'";
  }

  /** Names are chosen by strangers: nothing in them may end the element. */
  private static String embedded(ObjectNode status) {
    try {
      return JSON.writeValueAsString(status).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = StatusPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
