package dev.surety.lab.evaluate;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.policy.Policies;
import dev.surety.policy.Prior;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** What an evaluation hands on to tenants that have seen nothing, and to a later evaluation. */
final class PooledPrior {

  /** The name under which the file of {@code --prior} is published to the policies. */
  static final String NAME = "file";

  private PooledPrior() {}

  /**
   * What users said in all cells, by model. Cells replay the same rows again and again, so a
   * model's labels never count for more than the rows of the data.
   */
  static Prior of(Evaluation evaluation) {
    TreeMap<String, Prior.Seen> models = new TreeMap<>();
    List<String> names = evaluation.plan().data().pool().names();
    for (int m = 0; m < names.size(); m++) {
      double labels = 0;
      double satisfied = 0;
      for (CellResult cell : evaluation.cells()) {
        labels += cell.truth().judgements[m];
        satisfied += cell.truth().judgedSatisfied[m];
      }
      if (labels > 0) {
        double rows = Math.min(labels, evaluation.plan().data().size());
        models.put(names.get(m), new Prior.Seen(satisfied / labels, rows));
      }
    }
    return new Prior(models, "surety evaluate, " + evaluation.plan().data().origin());
  }

  /**
   * The artefact that a file holds the payload of.
   *
   * @throws IllegalArgumentException if it holds no prior
   */
  static ArtefactUpdate read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("--prior: there is no file " + file + "; check the path");
    }
    ArtefactUpdate artefact = new ArtefactUpdate(Prior.KIND, NAME, 1, Files.readString(file));
    try {
      Policies.check(artefact);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--prior: " + file + ": " + e.getMessage(), e);
    }
    return artefact;
  }
}
