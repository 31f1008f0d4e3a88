package dev.surety.gateway.body;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of server-sent events into events, each with the empty line that ends it, byte for
 * byte. Lines end with a line feed, a carriage return, or both.
 */
public final class EventSplitter {

  private static final int FIRST_ROOM = 1024;

  private final int most;
  private final Consumer<byte[]> events;
  private byte[] room = new byte[FIRST_ROOM];
  private int length;
  private int lineLength;
  private boolean afterReturn;
  private boolean ended;

  /**
   * @param most bytes that one event may have
   * @param events takes each
   */
  public EventSplitter(int most, Consumer<byte[]> events) {
    this.most = most;
    this.events = events;
  }

  /**
   * Takes the next bytes.
   *
   * @throws IllegalStateException if an event is longer than it may be
   */
  public void feed(byte[] bytes) {
    for (byte b : bytes) {
      if (afterReturn && b != '\n') {
        lineEnded();
        afterReturn = false;
        handOut();
      }
      put(b);
      if (b == '\n') {
        lineEnded();
        afterReturn = false;
        handOut();
      } else if (b == '\r') {
        afterReturn = true;
      } else {
        lineLength++;
      }
    }
  }

  /** The stream is over: what is left is an event, if it is anything. */
  public void end() {
    if (length > 0) {
      ended = true;
      handOut();
    }
  }

  private void lineEnded() {
    ended = lineLength == 0;
    lineLength = 0;
  }

  private void handOut() {
    if (ended) {
      byte[] event = Arrays.copyOf(room, length);
      length = 0;
      ended = false;
      events.accept(event);
    }
  }

  private void put(byte b) {
    if (length == room.length) {
      if (length >= most) {
        throw new IllegalStateException("an event is longer than " + most + " bytes");
      }
      room = Arrays.copyOf(room, (int) Math.min(most, 2L * room.length));
    }
    room[length++] = b;
  }
}
