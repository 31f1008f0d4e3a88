package dev.surety.lab.evaluate;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.lab.data.RecordedData;
import dev.surety.lab.train.HeldOut;
import dev.surety.output.terminal.Figures;
import java.util.List;
import java.util.Optional;

/**
 * Leaves out the rows that artefacts were trained on: what is known by heart proves nothing.
 *
 * @param everyRow keep all rows all the same
 */
record HeldOutRows(List<ArtefactUpdate> artefacts, boolean everyRow) {

  /**
   * The rows to evaluate on, with notes of what was left out or should have been.
   *
   * @param wanted whether held-out rows were asked for
   * @throws IllegalArgumentException if they were and no artefact says which rows it was trained on
   */
  RecordedData of(RecordedData all, boolean wanted) {
    RecordedData left = all;
    boolean known = false;
    for (ArtefactUpdate artefact : artefacts) {
      if (!HeldOut.isTrained(artefact)) {
        continue;
      }
      Optional<HeldOut> heldOut = HeldOut.of(artefact);
      known |= heldOut.isPresent();
      if (heldOut.isEmpty()) {
        left = left.noted(artefact.subject() + " doesn't say which rows it was trained on");
      } else if (!heldOut.get().concerns(all)) {
        left = left.noted(artefact.subject() + " was trained on " + heldOut.get().data());
      } else if (heldOut.get().tookAll()) {
        left = left.noted(artefact.subject() + " was trained on the prompts of these rows");
      } else if (everyRow) {
        left = left.noted(artefact.subject() + " was trained on most of these rows");
      } else {
        int before = left.size();
        left = heldOut.get().rows(left);
        left =
            left.noted(
                "held out: %s of %s rows; on the others %s was trained"
                    .formatted(
                        Figures.count(left.size()), Figures.count(before), artefact.subject()));
      }
    }
    if (wanted && !known) {
      throw new IllegalArgumentException(
          "--rows held-out: no --artefact says which rows it was trained on; leave --rows out");
    }
    return left;
  }
}
