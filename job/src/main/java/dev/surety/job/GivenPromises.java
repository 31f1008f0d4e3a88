package dev.surety.job;

import dev.surety.domain.ControlUpdate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The promises of a job that has no control topic: what it is given is all that there will be. */
public record GivenPromises(List<ControlUpdate> records) implements PromiseFollower {

  private static final long serialVersionUID = 1L;

  @Override
  public Following begin() {
    Queue<ControlUpdate> left = new ArrayDeque<>(records);
    return new Following() {
      @Override
      public ControlUpdate poll() {
        return left.poll();
      }

      @Override
      public boolean isUpToDate() {
        return left.isEmpty();
      }

      @Override
      public void close() {
        left.clear();
      }
    };
  }
}
