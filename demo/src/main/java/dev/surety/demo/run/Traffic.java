package dev.surety.demo.run;

import dev.surety.demo.traffic.PlannedRequest;
import dev.surety.demo.traffic.TrafficPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends the planned requests at their times. */
final class Traffic {

  /** A gateway has only so many requests waiting; past that the next one is sent late. */
  private static final int MOST_WAITING = 2_000;

  private final TrafficPlan plan;
  private final AnsweringSide side;
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final List<Served> served = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger answered = new AtomicInteger();
  private volatile int sent;

  Traffic(TrafficPlan plan, AnsweringSide side) {
    this.plan = plan;
    this.side = side;
  }

  /** Called between requests. */
  interface Between {
    /**
     * @param next index of the request about to be sent
     * @return false to stop
     */
    boolean before(int next) throws Exception;
  }

  /** Sends all, then waits for the last answer. Returns how long that took, in seconds. */
  double run(Between between) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < plan.requests() && between.before(i); i++) {
      PlannedRequest request = plan.request(i);
      pause(start + request.sendAfter().toNanos());
      room.acquire();
      side.serve(request)
          .whenComplete(
              (answer, failure) -> {
                if (answer != null) {
                  served.add(answer);
                }
                answered.incrementAndGet();
                room.release();
              });
      sent = i + 1;
    }
    if (!room.tryAcquire(MOST_WAITING, 2, TimeUnit.MINUTES)) {
      throw new IllegalStateException(
          answered.get() + " of " + sent + " requests were answered in time");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void pause(long untilNanos) {
    long left;
    while ((left = untilNanos - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
    }
  }

  int sent() {
    return sent;
  }

  /** Hands out every answer once, as they come. */
  Iterator<Served> fresh() {
    return new Iterator<>() {
      private int taken;

      @Override
      public boolean hasNext() {
        return taken < served.size();
      }

      @Override
      public Served next() {
        return served.get(taken++);
      }
    };
  }

  List<Served> all() {
    synchronized (served) {
      return List.copyOf(served);
    }
  }
}
