package dev.surety.trials.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.run.DemoJob;
import dev.surety.demo.run.JobLauncher;
import dev.surety.demo.run.LiveWorkload;
import dev.surety.demo.run.Workspace;
import dev.surety.output.terminal.Commands;
import dev.surety.testing.SharedFlink;
import dev.surety.tools.audit.AuditCommand;
import dev.surety.tools.journal.JournalCommand;
import dev.surety.tools.savepoint.FileSystems;
import dev.surety.tools.state.StateCommand;
import dev.surety.trials.cluster.FlinkRest;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints, savepoints and the journal on a real S3 API, with the plugin that the image has: the
 * job is killed, has left no upload but those that the savepoint names, and goes on from there.
 * Then every command of savepoints and journals reads and writes there, and the state is what the
 * journal says.
 */
class ObjectStorageITCase {

  private static final String STATE = "s3://" + ObjectStore.BUCKET;
  private static final String JOURNAL = STATE + "/journal";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final List<Class<?>> COMMANDS =
      List.of(StateCommand.class, AuditCommand.class, JournalCommand.class);

  /** Of the tools; the job has its own. */
  @RegisterExtension static final SharedFlink FLINK = SharedFlink.onDemand();

  @TempDir private static Path folder;

  private static ObjectStore store;

  @BeforeAll
  static void start() throws Exception {
    store = ObjectStore.start(folder.resolve("store"));
    FileSystems.use(environment(configuration("conf", store.options())));
  }

  @AfterAll
  static void stop() {
    FileSystem.initialize(new Configuration(), null);
    if (store != null) {
      store.close();
    }
  }

  private static Map<String, String> environment(Path configuration) {
    return Map.of(
        FileSystems.PLUGINS,
        ObjectStore.FOLDER.resolve("plugins").toString(),
        "FLINK_CONF_DIR",
        configuration.toString());
  }

  private static Path configuration(String name, List<String> options) throws Exception {
    Path conf = Files.createDirectories(folder.resolve(name));
    Files.write(conf.resolve("config.yaml"), options);
    return conf;
  }

  @Test
  void theJobAndTheToolsWorkWhereTheDataAre() throws Exception {
    String before;
    String after;
    String decided;
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace workspace = Workspace.open(folder.resolve("out"));
        LiveWorkload users =
            new LiveWorkload("s3", kafka.bootstrap(), folder.resolve("unused"), 180, 60, 7)) {
      users.start();
      DemoJob job = launch(workspace, users, Map.of());
      Set<String> named;
      try {
        job.awaitRunning();
        users.admit(60);
        users.awaitAnswered(60, LIMIT);
        FlinkRest rest = new FlinkRest(URI.create(job.webUi()));
        String id = rest.knownJobs().iterator().next();
        checkpoint(rest, id);
        before = rest.savepoint(id, STATE + "/savepoints", false, LIMIT);
        named = store.unfinished();
        users.admit(120);
        users.awaitAnswered(120, LIMIT);
      } finally {
        job.cancel(); // as a crash: nothing of the second sixty is in any checkpoint
      }
      // Files are written whole: there is no upload that no savepoint names.
      assertThat(named).as("uploads that the savepoint names").containsAll(store.unfinished());

      DemoJob heir = launch(workspace, users, Map.of("execution.state-recovery.path", before));
      try {
        heir.awaitRunning();
        users.admit(180);
        users.awaitAnswered(180, LIMIT);
        users.stop();
        decided = users.executed().keySet().iterator().next();
        after = heir.stopInto(STATE + "/savepoints");
        System.out.printf(
            "%d uploads named by the savepoint, %d left%n",
            named.size(), store.unfinished().size());
      } catch (Exception | Error e) {
        heir.cancel();
        throw e;
      }
    }
    commandsReadThere(after, before);
    commandsWriteThere(after);
    whatWasLoggedIsToldFromThere(decided);
    aJournalIsJoinedThere(after);
  }

  private static DemoJob launch(Workspace workspace, LiveWorkload users, Map<String, String> flink)
      throws Exception {
    Map<String, String> options = new HashMap<>();
    for (String argument : users.jobArguments()) {
      String[] parts = argument.substring(2).split("=", 2);
      options.put(parts[0], parts[1]);
    }
    options.put("journal.path", JOURNAL);
    Map<String, String> all = new HashMap<>(flink);
    all.put("execution.checkpointing.dir", STATE + "/checkpoints");
    all.put("execution.checkpointing.interval", "1 h"); // the test says when
    return JobLauncher.start(0, 1, workspace, options, all);
  }

  private static void checkpoint(FlinkRest rest, String job) throws Exception {
    int completed = rest.completedCheckpoints(job);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(rest.address().resolve("/jobs/" + job + "/checkpoints"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"checkpointType\":\"FULL\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    rest.awaitCheckpointAfter(job, completed, LIMIT);
  }

  private void commandsReadThere(String after, String before) throws Exception {
    assertThat(surety("state", "inspect", after, "--top", "3")).contains("/");
    surety("state", "diff", before, after);
    surety("state", "export", after, "--out", folder.resolve("export").toString());
  }

  private static void commandsWriteThere(String after) throws Exception {
    String edited = STATE + "/edited";
    surety("state", "edit", after, "--out", edited, "--reset-queue", "acme/gold");
    assertThat(surety("state", "replay", "--journal", JOURNAL, "--savepoint", edited))
        .contains("queue of acme/gold set to 0", "equal     the state of all 2 keys");
    String reprocessed = STATE + "/reprocessed";
    surety("state", "reprocess", "--journal", JOURNAL, "--on", after, "--out", reprocessed);
    surety("state", "verify", reprocessed);
  }

  private static void whatWasLoggedIsToldFromThere(String decided) throws Exception {
    Path page = folder.resolve("report.html");
    surety("audit", "report", "--journal", JOURNAL, "--out", page.toString());
    assertThat(Files.readString(page)).contains("</html>");
    assertThat(surety("audit", "explain", decided, "--journal", JOURNAL)).contains(decided);
    assertThat(surety("audit", "evaluate", "--journal", JOURNAL)).contains("logged");
  }

  /** As of a day that is long over: the rows count once before it and after. */
  private static void aJournalIsJoinedThere(String after) throws Exception {
    String past = STATE + "/past";
    List<String> files = filesOf(JOURNAL);
    for (String file : files) {
      copy(file, past + "/day=2026-01-01/" + file.substring(file.lastIndexOf('/') + 1));
    }
    assertThat(filesOf(past)).hasSameSizeAs(files).hasSizeGreaterThan(1);
    assertThat(surety("journal", "compact", "--journal", past))
        .contains("joined    %d files".formatted(files.size()));
    assertThat(filesOf(past)).as("what is replaced stays, and counts no more").hasSize(1);
    surety("state", "replay", "--journal", past, "--savepoint", after);
    surety("journal", "delete", "--journal", past, "--before", "2026-01-02", "--older-than", "0");
    assertThat(filesOf(past)).isEmpty();
  }

  private static List<String> filesOf(String journal) throws Exception {
    return surety("journal", "list", "--journal", journal).lines().toList();
  }

  private static void copy(String from, String to) throws Exception {
    var source = new org.apache.flink.core.fs.Path(from);
    var target = new org.apache.flink.core.fs.Path(to);
    try (InputStream in = source.getFileSystem().open(source);
        OutputStream out = target.getFileSystem().create(target, WriteMode.NO_OVERWRITE)) {
      in.transferTo(out);
    }
  }

  private static String surety(String... words) throws Exception {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    long start = System.nanoTime();
    int code = FLINK.within(() -> Commands.of("", COMMANDS).setOut(out).setErr(out).execute(words));
    System.out.printf(
        "%5d ms  %s%n", (System.nanoTime() - start) / 1_000_000, String.join(" ", words));
    assertThat(code).as("surety %s said: %s", List.of(words), text).isZero();
    return text.toString();
  }

  /**
   * As pods get their rights: a token in a file, for which STS gives credentials. Without the
   * option of the overlay the plugin's chain never asks for that.
   */
  @Test
  void theOverlaysOptionAsksForCredentialsByWebIdentity() throws Exception {
    try (HearingProxy without = HearingProxy.start();
        HearingProxy with = HearingProxy.start()) {
      startPod(
          pod("without", List.of()).toString(),
          String.valueOf(without.port()),
          pod("with", providerOfTheOverlay()).toString(),
          String.valueOf(with.port()));

      assertThat(with.heard()).anyMatch(line -> line.startsWith("CONNECT sts."));
      assertThat(without.heard()).noneMatch(line -> line.startsWith("CONNECT sts."));
    }
  }

  private static List<String> providerOfTheOverlay() throws Exception {
    return Files.readAllLines(Path.of("../k8s-operator/overlays/production/flinkdeployment.yaml"))
        .stream()
        .map(String::strip)
        .filter(line -> line.startsWith("fs.s3a.aws.credentials.provider:"))
        .toList();
  }

  private static Path pod(String name, List<String> options) throws Exception {
    List<String> all = new ArrayList<>(options);
    all.addAll(
        List.of(
            "s3.endpoint: " + store.address(),
            "s3.path.style.access: true",
            "fs.s3a.attempts.maximum: 1",
            "fs.s3a.retry.limit: 1"));
    return configuration("pod-" + name, all);
  }

  /** A process with a pod's environment, which goes out by way of proxies that hear it. */
  private static void startPod(String... configurationsAndProxies) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "a.b.c");
    Path log = folder.resolve("pod.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-XX:+UseSerialGC",
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dcom.amazonaws.sdk.disableEc2Metadata=true",
                "-cp",
                System.getProperty("java.class.path"),
                PodOnObjectStore.class.getName(),
                ObjectStore.FOLDER.resolve("plugins").toString(),
                STATE + "/nothing"));
    command.addAll(List.of(configurationsAndProxies));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/surety",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_WEB_IDENTITY_TOKEN_FILE", token.toString()));
    Process pod = builder.start();
    try {
      assertThat(pod.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      pod.destroyForcibly();
    }
    assertThat(Files.readString(log))
        .as("what it said of each")
        .contains("looked as " + configurationsAndProxies[0])
        .contains("looked as " + configurationsAndProxies[2]);
  }
}
