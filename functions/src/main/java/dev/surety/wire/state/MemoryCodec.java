package dev.surety.wire.state;

import dev.surety.estimator.BalancedHeads;
import dev.surety.estimator.LogisticHeads;
import dev.surety.estimator.RunningMeans;
import dev.surety.policy.MessPlus;
import dev.surety.policy.PolicyMemory.DecisionMemory;
import dev.surety.policy.PolicyMemory.LearnedMemory;
import dev.surety.policy.PolicyMemory.NoMemory;
import dev.surety.policy.SlaRouterClock;
import dev.surety.policy.proteus.ProteusAccount;
import dev.surety.policy.proteus.ProteusLearner;
import dev.surety.policy.surety.SuretyAccount;
import dev.surety.policy.surety.SuretyCodec;
import dev.surety.policy.surety.SuretyLearner;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Binary forms of what policies remember; a tag byte says which. */
final class MemoryCodec {

  private static final int NONE = 0;
  private static final int MESS_PLUS_CLOCK = 1;
  private static final int SLA_ROUTER_CLOCK = 2;
  private static final int SURETY_ACCOUNT = 3;
  private static final int PROTEUS_ACCOUNT = 4;

  private static final int RUNNING_MEANS = 1;
  private static final int LOGISTIC_HEADS = 2;
  private static final int BALANCED_HEADS = 3;
  private static final int SURETY_LEARNER = 4;
  private static final int PROTEUS_LEARNER = 5;

  private MemoryCodec() {}

  static void writeDecisions(DecisionMemory memory, DataOutput out) throws IOException {
    if (memory instanceof MessPlus.Clock clock) {
      out.writeByte(MESS_PLUS_CLOCK);
      out.writeLong(clock.t);
    } else if (memory instanceof SlaRouterClock clock) {
      out.writeByte(SLA_ROUTER_CLOCK);
      out.writeLong(clock.t);
      out.writeDouble(clock.v);
      out.writeDouble(clock.recentLabels);
      out.writeDouble(clock.recentSatisfaction);
    } else if (memory instanceof SuretyAccount account) {
      out.writeByte(SURETY_ACCOUNT);
      ArrayCodec.writeBytes(SuretyCodec.account(account), out);
    } else if (memory instanceof ProteusAccount account) {
      out.writeByte(PROTEUS_ACCOUNT);
      ProteusCodec.write(account, out);
    } else {
      out.writeByte(NONE);
    }
  }

  static DecisionMemory readDecisions(DataInput in) throws IOException {
    int tag = in.readByte();
    return switch (tag) {
      case NONE -> NoMemory.INSTANCE;
      case MESS_PLUS_CLOCK -> {
        MessPlus.Clock clock = new MessPlus.Clock();
        clock.t = in.readLong();
        yield clock;
      }
      case SLA_ROUTER_CLOCK -> {
        SlaRouterClock clock = new SlaRouterClock(0);
        clock.t = in.readLong();
        clock.v = in.readDouble();
        clock.recentLabels = in.readDouble();
        clock.recentSatisfaction = in.readDouble();
        yield clock;
      }
      case SURETY_ACCOUNT -> SuretyCodec.readAccount(ArrayCodec.readBytes(in));
      case PROTEUS_ACCOUNT -> ProteusCodec.readAccount(in);
      default -> throw unknown(tag);
    };
  }

  static void writeLearned(LearnedMemory memory, DataOutput out) throws IOException {
    if (memory instanceof SuretyLearner learner) {
      out.writeByte(SURETY_LEARNER);
      ArrayCodec.writeBytes(SuretyCodec.learner(learner), out);
    } else if (memory instanceof ProteusLearner learner) {
      out.writeByte(PROTEUS_LEARNER);
      ProteusCodec.write(learner, out);
    } else if (!(memory instanceof MessPlus.Predictor predictor)) {
      out.writeByte(NONE);
    } else if (predictor.estimator() instanceof RunningMeans means) {
      out.writeByte(RUNNING_MEANS);
      ArrayCodec.writeDoubles(means.sum, out);
      ArrayCodec.writeLongs(means.count, out);
    } else if (predictor.estimator() instanceof LogisticHeads heads) {
      out.writeByte(LOGISTIC_HEADS);
      writeHeads(heads, out);
    } else if (predictor.estimator() instanceof BalancedHeads balanced) {
      out.writeByte(BALANCED_HEADS);
      ArrayCodec.writeDoubles(balanced.positives, out);
      writeHeads(balanced.heads, out);
    }
  }

  private static void writeHeads(LogisticHeads heads, DataOutput out) throws IOException {
    ArrayCodec.writeFloats(heads.bias, out);
    ArrayCodec.writeLongs(heads.count, out);
    for (float[] row : heads.weights) {
      ArrayCodec.writeFloats(row, out);
    }
  }

  private static LogisticHeads readHeads(DataInput in) throws IOException {
    LogisticHeads heads = new LogisticHeads();
    heads.bias = ArrayCodec.readFloats(in);
    heads.count = ArrayCodec.readLongs(in);
    heads.weights = new float[heads.bias.length][];
    for (int slot = 0; slot < heads.weights.length; slot++) {
      heads.weights[slot] = ArrayCodec.readFloats(in);
    }
    return heads;
  }

  static LearnedMemory readLearned(DataInput in) throws IOException {
    int tag = in.readByte();
    return switch (tag) {
      case NONE -> NoMemory.INSTANCE;
      case SURETY_LEARNER -> SuretyCodec.readLearner(ArrayCodec.readBytes(in));
      case PROTEUS_LEARNER -> ProteusCodec.readLearner(in);
      case RUNNING_MEANS -> {
        RunningMeans means = new RunningMeans();
        means.sum = ArrayCodec.readDoubles(in);
        means.count = ArrayCodec.readLongs(in);
        yield new MessPlus.Predictor(means);
      }
      case LOGISTIC_HEADS -> new MessPlus.Predictor(readHeads(in));
      case BALANCED_HEADS -> {
        double[] positives = ArrayCodec.readDoubles(in);
        yield new MessPlus.Predictor(new BalancedHeads(readHeads(in), positives));
      }
      default -> throw unknown(tag);
    };
  }

  private static IOException unknown(int tag) {
    return new IOException("no policy memory has tag " + tag + "; was a newer job's state read?");
  }
}
