package dev.surety.tools.journal;

import dev.surety.domain.TenantTier;
import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A place where the engine, given the journal's inputs, says something else than the journal.
 *
 * @param field path to the value in the row, or {@code row} when one side has no such row
 * @param journaled the value on record
 * @param folded the value that the engine gives
 */
public record Mismatch(TenantTier key, long seq, String field, String journaled, String folded)
    implements Serializable {

  /** One differing value. */
  record Difference(String field, Object journaled, Object folded) {}

  /**
   * Names every value in which two rows differ; doubles are compared bit for bit, as records do.
   */
  static void differences(
      String path, Object journaled, Object folded, Consumer<Difference> report) {
    if (Objects.equals(journaled, folded)) {
      return;
    }
    if (journaled instanceof Record && folded instanceof Record) {
      if (journaled.getClass() == folded.getClass()) {
        for (RecordComponent component : journaled.getClass().getRecordComponents()) {
          differences(
              path.isEmpty() ? component.getName() : path + '.' + component.getName(),
              value(component, journaled),
              value(component, folded),
              report);
        }
        return;
      }
    } else if (journaled instanceof List<?> a && folded instanceof List<?> b) {
      if (a.size() == b.size()) {
        for (int i = 0; i < a.size(); i++) {
          differences(path + '[' + i + ']', a.get(i), b.get(i), report);
        }
        return;
      }
    }
    report.accept(new Difference(path.isEmpty() ? "row" : path, journaled, folded));
  }

  private static Object value(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the accessors of public records can be called", e);
    }
  }
}
