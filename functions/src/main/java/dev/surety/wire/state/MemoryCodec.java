package dev.surety.wire.state;

import dev.surety.policy.MemoryForm;
import dev.surety.policy.Policies;
import dev.surety.policy.PolicyKind;
import dev.surety.policy.PolicyMemory.DecisionMemory;
import dev.surety.policy.PolicyMemory.LearnedMemory;
import dev.surety.policy.PolicyMemory.NoMemory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * Binary forms of one part of what policies remember; a tag byte says which. The forms are the
 * policies' own.
 *
 * @param <M> the part
 */
final class MemoryCodec<M> {

  /** What decisions change. */
  static final MemoryCodec<DecisionMemory> DECISIONS =
      new MemoryCodec<>(PolicyKind::decisionForms, NoMemory.INSTANCE);

  /** What is learned. */
  static final MemoryCodec<LearnedMemory> LEARNED =
      new MemoryCodec<>(PolicyKind::learnedForms, NoMemory.INSTANCE);

  private static final int NONE = 0;

  /** By tag; {@code null} where there is none. */
  private final MemoryForm<M>[] forms;

  private final M none;

  private MemoryCodec(Function<PolicyKind, List<MemoryForm<M>>> part, M none) {
    this.none = none;
    this.forms = byTag(Policies.KINDS.stream().flatMap(k -> part.apply(k).stream()).toList());
  }

  /**
   * @throws IllegalStateException if two forms have one tag
   */
  @SuppressWarnings("unchecked") // an array of a generic type can't be made otherwise
  private static <M> MemoryForm<M>[] byTag(List<MemoryForm<M>> all) {
    int most = all.stream().mapToInt(MemoryForm::tag).max().orElse(NONE);
    MemoryForm<M>[] forms = (MemoryForm<M>[]) new MemoryForm<?>[most + 1];
    for (MemoryForm<M> form : all) {
      MemoryForm<M> other = forms[form.tag()];
      if (form.tag() == NONE || other != null && other != form) {
        throw new IllegalStateException(
            "tag " + form.tag() + " of policy memories is taken; give the new form another");
      }
      forms[form.tag()] = form;
    }
    return forms;
  }

  void write(M memory, DataOutput out) throws IOException {
    for (MemoryForm<M> form : forms) {
      if (form != null && form.isOf(memory)) {
        out.writeByte(form.tag());
        form.write(memory, out);
        return;
      }
    }
    out.writeByte(NONE);
  }

  M read(DataInput in) throws IOException {
    int tag = in.readByte();
    if (tag == NONE) {
      return none;
    }
    if (tag < 0 || tag >= forms.length || forms[tag] == null) {
      throw new IOException("no policy memory has tag " + tag + "; was a newer job's state read?");
    }
    return forms[tag].read(in);
  }
}
