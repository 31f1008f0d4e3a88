package dev.surety.tools.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same work on several threads at once. */
public final class Workers {

  private Workers() {}

  /**
   * Ends when all have ended.
   *
   * @throws IOException and whatever else it throws that failed first
   */
  public static void run(int count, Callable<Void> work) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(threads.submit(work));
      }
      for (Future<Void> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw cause(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      threads.shutdown();
    }
  }

  private static IOException cause(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException failed) {
      throw failed;
    }
    if (e.getCause() instanceof Error failed) {
      throw failed;
    }
    return e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
  }
}
