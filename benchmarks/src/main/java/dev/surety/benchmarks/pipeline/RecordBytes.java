package dev.surety.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.util.Arrays;

/**
 * Requests and feedback as bytes of their topics, put together from parts that are ready: making
 * them must cost less than what is measured. Not thread-safe.
 */
public final class RecordBytes {

  private static final String[] WORDS =
      ("explain why the train to the coast was late again and what a passenger may claim for it"
              + " write a short story about an old lighthouse whose keeper counts ships at night"
              + " given this table of sales sum the second column and say which month was best")
          .split(" ");
  private static final int TEMPLATES = 64;
  private static final int PROMPT_CHARS = 400;
  private static final int TAGS = 16;

  private final byte[][] requestTails = new byte[TEMPLATES][];
  private final byte[][] feedbackTails;
  private final StringBuilder head = new StringBuilder(160);
  private long second = Long.MIN_VALUE;
  private String date;

  /**
   * @param models in the pool
   */
  public RecordBytes(int models) {
    for (int i = 0; i < TEMPLATES; i++) {
      StringBuilder prompt = new StringBuilder();
      for (int word = 7 * i; prompt.length() < PROMPT_CHARS; word++) {
        prompt.append(WORDS[Math.floorMod(word * (i % 5 + 1), WORDS.length)]).append(' ');
      }
      requestTails[i] =
          "\"prompt\":\"%s\",\"input_tokens\":%d,\"max_output_tokens\":512,\"tag\":\"tag-%d\"}"
              .formatted(prompt, 60 + i, i % TAGS)
              .getBytes(ISO_8859_1);
    }
    feedbackTails = new byte[2 * models][];
    for (int i = 0; i < feedbackTails.length; i++) {
      feedbackTails[i] =
          ("\"model\":\"model-%d\",\"decision_id\":\"0000000000000000\",\"satisfied\":%b,"
                  + "\"input_tokens\":100,\"output_tokens\":%d,\"cost_usd\":0.0004}")
              .formatted(i / 2, i % 2 == 0, 200 + i)
              .getBytes(ISO_8859_1);
    }
  }

  /** A request of some 600 bytes, its prompt 400 of them. */
  public byte[] request(long number, int tenant, long time) {
    return record(number, tenant, time, requestTails[(int) (number % TEMPLATES)]);
  }

  /**
   * What a user said to a request's answer, with the name of a decision that isn't on record: which
   * one is can't be known before. It is booked and learnt from (class superseded).
   */
  public byte[] feedback(long number, int tenant, long time) {
    int which = (int) (number / Workload.JUDGED_EVERY % feedbackTails.length);
    return record(number, tenant, time, feedbackTails[which]);
  }

  private byte[] record(long number, int tenant, long time, byte[] tail) {
    head.setLength(0);
    head.append("{\"request_id\":\"b7e1c0de-")
        .append(number)
        .append("\",\"tenant\":\"tenant-")
        .append(tenant)
        .append("\",\"tier\":\"gold\",\"time\":\"")
        .append(dateAndSecond(time))
        .append('.')
        .append((char) ('0' + time / 100 % 10))
        .append((char) ('0' + time / 10 % 10))
        .append((char) ('0' + time % 10))
        .append("Z\",");
    byte[] bytes = Arrays.copyOf(head.toString().getBytes(ISO_8859_1), head.length() + tail.length);
    System.arraycopy(tail, 0, bytes, head.length(), tail.length);
    return bytes;
  }

  private String dateAndSecond(long time) {
    if (time / 1000 != second) {
      second = time / 1000;
      String text = Instant.ofEpochSecond(second).toString();
      date = text.substring(0, text.length() - 1);
    }
    return date;
  }
}
