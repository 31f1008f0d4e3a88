package dev.surety.trials.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;

/** Single calls of Flink's REST interface: JSON in, JSON out, errors with the server's words. */
final class RestCalls {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Running a jar runs its main, which may read a whole topic first. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(120);

  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503; // still electing, or just starting

  private final URI address;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  RestCalls(URI address) {
    this.address = address;
  }

  URI address() {
    return address;
  }

  JsonNode get(String path) throws IOException {
    return send(request(path).GET());
  }

  JsonNode patch(String path) throws IOException {
    return send(request(path).method("PATCH", BodyPublishers.noBody()));
  }

  /** Posts an object, given as a value that Jackson can write. */
  JsonNode post(String path, Object body) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
  }

  /** Posts a file as the only part of a form. */
  JsonNode upload(String path, Path file) throws IOException {
    String boundary = UUID.randomUUID().toString();
    String head =
        """
        --%s\r
        Content-Disposition: form-data; name="jarfile"; filename="%s"\r
        Content-Type: application/x-java-archive\r
        \r
        """
            .formatted(boundary, file.getFileName());
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(file),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(body));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(CALL_TIMEOUT);
  }

  private JsonNode send(HttpRequest.Builder builder) throws IOException {
    HttpRequest request = builder.build();
    String call = request.method() + " " + request.uri();
    HttpResponse<byte[]> response;
    try {
      response = client.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted in " + call);
    } catch (IOException e) {
      throw new FlinkUnreachable("No answer to %s: %s".formatted(call, e), e);
    }
    if (response.statusCode() == UNAVAILABLE || isElecting(response)) {
      throw new FlinkUnreachable("Not ready for %s: %s".formatted(call, message(response)), null);
    }
    if (response.statusCode() / 100 != 2) {
      throw new FlinkRefusal(call, response.statusCode(), message(response));
    }
    return json.readTree(response.body());
  }

  /** A JobManager that is up before its ResourceManager leads; Flink calls that not found. */
  private boolean isElecting(HttpResponse<byte[]> response) {
    return response.statusCode() == NOT_FOUND
        && message(response).contains("Cannot connect to ResourceManager right now");
  }

  /** What the server says, without the frames of its stack traces. */
  private String message(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    try {
      StringBuilder errors = new StringBuilder();
      json.readTree(text)
          .path("errors")
          .forEach(error -> errors.append(error.asText()).append('\n'));
      text = errors.isEmpty() ? text : errors.toString();
    } catch (JsonProcessingException e) {
      // Not JSON: the text is all there is.
    }
    return withoutFrames(text);
  }

  static String withoutFrames(String trace) {
    return trace
        .lines()
        .filter(line -> !line.startsWith("\t") && !line.isBlank())
        .distinct()
        .collect(Collectors.joining("\n"));
  }
}
