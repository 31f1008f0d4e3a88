package dev.surety.lab.train;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.lab.data.RecordedData;
import dev.surety.lab.train.DataSplit.Part;
import dev.surety.policy.proteus.ProteusArtefact;
import dev.surety.policy.tagger.TaggerArtefact;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows an artefact has not seen: those it neither learned from nor was chosen by. It tells by
 * the file that it was trained on and the shares of the split, which goes by the hash of a row's
 * id.
 *
 * @param data name of the file of training, without its folder
 */
public record HeldOut(String data, DataSplit split) {

  private static final String DATA = "data";
  private static final String TRAINING = "training_share";
  private static final String VALIDATION = "validation_share";

  /** What an artefact says of itself, or nothing if it doesn't say. */
  public static Optional<HeldOut> of(ArtefactUpdate artefact) {
    if (!isTrained(artefact)) {
      return Optional.empty();
    }
    Map<String, String> training =
        artefact.kind().equals(TaggerArtefact.KIND)
            ? TaggerArtefact.read(artefact.payload()).training()
            : ProteusArtefact.read(artefact.payload()).model().training();
    try {
      return Optional.of(
          new HeldOut(
              training.get(DATA),
              new DataSplit(
                  Double.parseDouble(training.getOrDefault(TRAINING, "")),
                  Double.parseDouble(training.getOrDefault(VALIDATION, "")))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether it is of a kind that is trained on rows. */
  public static boolean isTrained(ArtefactUpdate artefact) {
    return artefact.kind().equals(ProteusArtefact.KIND)
        || artefact.kind().equals(TaggerArtefact.KIND);
  }

  /** Whether it learned from all rows: a tagger may, as it sees no answers. */
  public boolean tookAll() {
    return split.training() == 1;
  }

  /** For the training record of an artefact. */
  public Map<String, String> record() {
    return Map.of(
        DATA,
        data,
        TRAINING,
        Double.toString(split.training()),
        VALIDATION,
        Double.toString(split.validation()));
  }

  /** Whether these are the rows that it was trained on. */
  public boolean concerns(RecordedData rows) {
    return rows.fileName().equals(data);
  }

  /** The rows that were kept from it. */
  public RecordedData rows(RecordedData all) {
    return all.where(row -> split.part(row.id()) == Part.HELD_OUT);
  }
}
