package dev.surety.policy;

import dev.surety.estimator.BalancedHeads;
import dev.surety.estimator.LogisticHeads;
import dev.surety.estimator.RunningMeans;
import dev.surety.estimator.SatisfactionEstimator;
import dev.surety.policy.MemoryForm.Reader;
import dev.surety.policy.MemoryForm.Writer;
import dev.surety.policy.PolicyMemory.LearnedMemory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The binary forms of predictors, which policies share. */
final class StoredPredictors {

  static final MemoryForm<LearnedMemory> RUNNING_MEANS =
      form(1, RunningMeans.class, RunningMeans::write, RunningMeans::read);

  static final MemoryForm<LearnedMemory> LOGISTIC_HEADS =
      form(2, LogisticHeads.class, LogisticHeads::write, LogisticHeads::read);

  static final MemoryForm<LearnedMemory> BALANCED_HEADS =
      form(3, BalancedHeads.class, BalancedHeads::write, BalancedHeads::read);

  private StoredPredictors() {}

  private static <E extends SatisfactionEstimator> MemoryForm<LearnedMemory> form(
      int tag, Class<E> type, Writer<E> writer, Reader<E> reader) {
    return new MemoryForm<>(tag) {
      @Override
      public boolean isOf(LearnedMemory memory) {
        return memory instanceof MessPlus.Predictor predictor
            && predictor.estimator().getClass() == type;
      }

      @Override
      public void write(LearnedMemory memory, DataOutput out) throws IOException {
        writer.write(type.cast(((MessPlus.Predictor) memory).estimator()), out);
      }

      @Override
      public LearnedMemory read(DataInput in) throws IOException {
        return new MessPlus.Predictor(reader.read(in));
      }
    };
  }
}
