package dev.surety.gateway.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies are held for requests that are read or answered: so many, no more. */
final class BodyMemory {

  private final long most;
  private final AtomicLong held = new AtomicLong();

  /** Room for so many bytes. */
  BodyMemory(long most) {
    this.most = most;
  }

  /** Takes room for more bytes, or none if there is not enough. */
  boolean take(long bytes) {
    if (held.addAndGet(bytes) <= most) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  /** Gives back what was taken. */
  void give(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }
}
