package dev.surety.trials.storage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An S3 API on loopback: Adobe's mock as a process of its own, with one bucket. */
final class ObjectStore implements AutoCloseable {

  static final String BUCKET = "surety-state";

  /** Where the build puts the mock and Flink's plugin. */
  static final Path FOLDER =
      Path.of("../trials/target/object-storage").toAbsolutePath().normalize();

  private static final Pattern STARTED =
      Pattern.compile("Tomcat started on port.* (\\d+) \\(http\\)");
  private static final Pattern UPLOAD =
      Pattern.compile("<Key>([^<]+)</Key>|<UploadId>([^<]+)</UploadId>");
  private static final int LOOKS = 900;
  private static final long PAUSE_MILLIS = 200;

  private final Process process;
  private final URI address;
  private final HttpClient http = HttpClient.newHttpClient();

  private ObjectStore(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  static ObjectStore start(Path folder) throws IOException, InterruptedException {
    Path log = Files.createDirectories(folder).resolve("s3.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                FOLDER.resolve("s3mock.jar").toString(),
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--http.port=0")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "COM_ADOBE_TESTING_S3MOCK_STORE_ROOT",
                Files.createDirectories(folder.resolve("s3")).toString(),
                "COM_ADOBE_TESTING_S3MOCK_STORE_INITIAL_BUCKETS",
                BUCKET));
    Process process = builder.start();
    for (int i = 0; i < LOOKS && process.isAlive(); i++) {
      Matcher started = STARTED.matcher(Files.readString(log));
      if (started.find()) {
        return new ObjectStore(process, URI.create("http://127.0.0.1:" + started.group(1)));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    process.destroyForcibly();
    throw new IOException("the S3 mock did not start: " + Files.readString(log));
  }

  /** What a MinIO asks for, too: an address of its own, and buckets in the path. */
  List<String> options() {
    return List.of(
        "s3.endpoint: " + address,
        "s3.path.style.access: true",
        "s3.access-key: any",
        "s3.secret-key: any");
  }

  URI address() {
    return address;
  }

  /** Uploads that nobody has completed yet: key and id. */
  Set<String> unfinished() throws IOException, InterruptedException {
    Set<String> found = new TreeSet<>();
    String key = null;
    Matcher one = UPLOAD.matcher(send(HttpRequest.newBuilder(at("?uploads")).GET()));
    while (one.find()) {
      if (one.group(1) != null) {
        key = one.group(1);
      } else {
        found.add(key + "?uploadId=" + one.group(2));
      }
    }
    return found;
  }

  private URI at(String rest) {
    return URI.create(address + "/" + BUCKET + rest);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(answer + ": " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
