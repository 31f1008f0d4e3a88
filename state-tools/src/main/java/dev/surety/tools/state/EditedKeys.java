package dev.surety.tools.state;

import dev.surety.engine.Configuration;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.SavedControl;
import dev.surety.tools.savepoint.SavedKey;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Makes edits where the keys are; those that none of them means pass through as bytes. */
final class EditedKeys extends RichFlatMapFunction<SavedKey, SavedKey> {

  private static final long serialVersionUID = 1L;

  private final List<StateEdit> edits;
  private final SavedControl control;
  private transient Configuration configuration;

  EditedKeys(List<StateEdit> edits, SavedControl control) {
    this.edits = List.copyOf(edits);
    this.control = control;
  }

  @Override
  public void open(OpenContext context) {
    configuration = control.configuration();
  }

  @Override
  public void flatMap(SavedKey key, Collector<SavedKey> out) throws IOException {
    SavedKey edited = edit(key, edits, configuration);
    if (edited != null) {
      out.collect(edited);
    }
  }

  /** The key after all edits that mean it, or {@code null} if one deletes it. */
  static SavedKey edit(SavedKey key, List<StateEdit> edits, Configuration configuration)
      throws IOException {
    KeyState state = null;
    for (StateEdit edit : edits) {
      if (edit.keys().matches(key.key())) {
        state = state == null ? KeyState.of(key) : state;
        state = edit.apply(state, configuration.inForce(key.key(), state.account().clock));
        if (state == null) {
          return null;
        }
      }
    }
    return state == null ? key : state.saved();
  }
}
