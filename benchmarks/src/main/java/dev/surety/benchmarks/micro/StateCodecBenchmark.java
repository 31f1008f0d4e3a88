package dev.surety.benchmarks.micro;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What storing and fetching the states of one key costs on a backend that keeps bytes, under the
 * default policy with 16 tags. Prints the sizes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StateCodecBenchmark {

  @Param({"4", "11", "27"})
  private int models;

  private WarmKey key;
  private byte[] account;
  private byte[] learner;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);

  @Setup
  public void fill() throws IOException {
    key = new WarmKey("surety", models);
    account = writeAccount();
    learner = writeLearner();
    System.out.printf(
        "%d models, 16 tags: account %d bytes, learner %d bytes%n",
        models, account.length, learner.length);
  }

  @Benchmark
  public byte[] writeAccount() throws IOException {
    bytes.reset();
    AccountCodec.write(key.account(), new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Benchmark
  public byte[] writeLearner() throws IOException {
    bytes.reset();
    LearnerCodec.write(key.learner(), new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Benchmark
  public Account readAccount() throws IOException {
    return AccountCodec.read(new DataInputStream(new ByteArrayInputStream(account)));
  }

  @Benchmark
  public Learner readLearner() throws IOException {
    return LearnerCodec.read(new DataInputStream(new ByteArrayInputStream(learner)));
  }

  /** The floor: copying the learner's bytes. */
  @Benchmark
  public byte[] copyLearnerBytes() {
    return learner.clone();
  }
}
