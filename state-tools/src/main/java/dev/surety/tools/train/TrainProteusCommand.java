package dev.surety.tools.train;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.policy.proteus.ProteusArtefact;
import dev.surety.policy.proteus.ProteusModel;
import dev.surety.tools.data.RoutingData;
import dev.surety.tools.train.DataSplit.Part;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety train proteus}. Exit codes: 0 done, 1 the work failed, 2 bad usage. */
@Command(
    name = "proteus",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Trains PROTEUS: one policy that takes the target at run time.")
final class TrainProteusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Routing data: FILE.jsonl.gz or .jsonl, with FILE.models.json beside it.")
  private Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "ARTEFACT",
      description = "Where the artefact goes: the control record that publishes it.")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the training (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    PrintWriter text = spec.commandLine().getOut();
    try {
      if (!Files.isRegularFile(data)) {
        throw new IllegalArgumentException("--data: there is no file " + data + "; check the path");
      }
      RoutingData routing = RoutingData.read(data);
      DataSplit split = DataSplit.DEFAULT;
      TrainingSettings settings = TrainingSettings.defaults();
      List<dev.surety.tools.data.RoutingRow> training = split.rows(routing, Part.TRAINING);
      ProteusModel model =
          new ProteusTrainer(
                  routing.pool(),
                  training,
                  split.rows(routing, Part.VALIDATION),
                  settings,
                  new TrainingLog(() -> {}))
              .train();
      ArtefactFile.write(
          out,
          new ArtefactUpdate(ProteusArtefact.KIND, "trained", seed, ProteusArtefact.write(model)));
      text.println("written: " + out);
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
