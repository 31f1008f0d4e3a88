package dev.surety.lab.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.output.terminal.Progress;
import dev.surety.policy.proteus.ProteusArtefact;
import dev.surety.policy.proteus.TrainedProteus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety train proteus}. Exit codes: 0 done, 1 the work failed, 2 bad usage. */
@Command(
    name = "proteus",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Trains PROTEUS: one policy that takes the target at run time.",
    footer = {
      "",
      "The file is the control record that publishes the artefact: send its line to the control"
          + " topic, or give it to --artefact. docs/proteus.md tells the rest."
    })
final class TrainProteusCommand implements Callable<Integer> {

  /** What a control record may carry (design, contract of the control topic). */
  private static final int MOST_BYTES = 512 << 10;

  @Spec private CommandSpec spec;
  @Mixin private TrainOptions options;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "ARTEFACT",
      description = "Where the artefact goes: the control record that publishes it.")
  private Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "trained",
      description = "Its name, which SLAs give as artefact=NAME (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--artefact-version",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Its version; a newer one of the same name replaces it (default: ${DEFAULT-VALUE}).")
  private long version;

  @Option(
      names = "--report",
      paramLabel = "HTML",
      description = "Where a page about the training goes.")
  private Path report;

  @Override
  public Integer call() throws IOException {
    PrintWriter text = spec.commandLine().getOut();
    try {
      TrainingSettings settings = options.settings();
      if (name.isBlank() || name.indexOf('/') >= 0 || version < 0) {
        throw new IllegalArgumentException(
            "--name must be a name without '/', --artefact-version at least 0");
      }
      TrainOptions.Rows rows = options.rows();
      text.printf(
          "%s: %d models; %d rows to train, %d to validate, %d held out%n",
          rows.data().origin(),
          rows.data().pool().size(),
          rows.training().size(),
          rows.validation().size(),
          rows.heldOut().size());
      rows.data().notes().forEach(note -> text.println("  " + note));
      text.flush();
      TrainingResult result = train(rows, settings);
      String payload = ProteusArtefact.write(result.trained());
      if (payload.getBytes(UTF_8).length > MOST_BYTES) {
        throw new IllegalArgumentException(
            ("the artefact has %d KB, but a control record carries 512;"
                    + " lower --words, --hidden or --policy-hidden")
                .formatted(payload.length() >> 10));
      }
      ArtefactFile.write(out, new ArtefactUpdate(ProteusArtefact.KIND, name, version, payload));
      print(result, text);
      text.printf("written: %s, %d KB%n", out, Files.size(out) >> 10);
      if (report != null) {
        Files.writeString(report, TrainingPage.write(rows.data().origin(), result));
        text.println("written: " + report);
      }
      text.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private TrainingResult train(TrainOptions.Rows rows, TrainingSettings settings) {
    int steps = settings.headSteps() + settings.steps();
    try (Progress progress =
        Progress.towards(steps, "train", "steps", spec.commandLine().getErr())) {
      TrainingLog log = new TrainingLog(progress::advance);
      ProteusTrainer trainer =
          new ProteusTrainer(rows.data().pool(), rows.training(), rows.validation(), settings, log);
      TrainedProteus trained = trainer.train();
      trained.training().putAll(new HeldOut(rows.data().fileName(), rows.split()).record());
      return trainer.result(trained, rows.heldOut());
    }
  }

  private static void print(TrainingResult result, PrintWriter text) {
    text.printf("%n%s, without online correction:%n", result.judgedOn());
    text.println("  target  satisfaction  cost / best single    mu");
    for (TargetCurve.Point point : result.curve().points()) {
      text.printf(
          Locale.ROOT,
          "   %.3f         %.3f               %.3f  %.3f%n",
          point.target(),
          point.satisfaction(),
          point.cost() / result.bestSingleCost(),
          point.mu());
    }
    text.printf(
        Locale.ROOT,
        "target and mu correlate by %.3f; best single model %s: %.3f%n",
        result.curve().correlation(),
        result.bestSingle(),
        result.bestSingleSatisfaction());
    text.println(result.costAt95());
    text.println();
  }
}
