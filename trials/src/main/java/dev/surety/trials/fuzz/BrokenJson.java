package dev.surety.trials.fuzz;

import static dev.surety.trials.fuzz.Breakage.any;
import static dev.surety.trials.fuzz.Breakage.malformed;
import static dev.surety.trials.fuzz.Breakage.malformedText;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes that are not one JSON object in UTF-8 within the limits, whatever its fields mean. */
final class BrokenJson {

  /** Continues a character that has not begun: no UTF-8 text, hence no JSON, starts with it. */
  private static final int CONTINUATION = 0x80;

  private BrokenJson() {}

  /**
   * @param text a required field whose value is text
   */
  static List<Breakage> of(String text) {
    return List.of(
        malformed("random bytes", (good, dice) -> random(dice)),
        malformed("cut", BrokenJson::cut),
        malformed("empty value", (good, dice) -> new byte[0]),
        malformed("tombstone", (good, dice) -> null),
        malformed("UTF-16", (good, dice) -> good.json().getBytes(UTF_16BE)),
        malformed("not UTF-8", (good, dice) -> notUtf8(good.raw(text, "\"~\""), dice)),
        malformedText(
            "no object",
            (good, dice) -> any(dice, "[]", "null", "true", "42", " ", '[' + good.json() + ']')),
        malformedText(
            "more behind it", (good, dice) -> good.json() + any(dice, "{}", "x", "]", " 1", ",")),
        malformedText(
            "a field twice",
            (good, dice) -> good.json(any(dice, ",\"x\":1,\"x\":2", ",\"x\":{\"a\":1,\"a\":1}"))),
        malformedText(
            "no JSON inside",
            (good, dice) -> good.json(any(dice, ",", ",\"x\"", ",\"x\":", ",x:1", ",'x':1,//"))),
        malformedText(
            "no number",
            (good, dice) ->
                good.json(
                    ",\"x\":" + any(dice, "NaN", "-Infinity", "01", "+1", ".5", "1e", "0x1", "-"))),
        malformedText(
            "a number of many digits",
            (good, dice) -> good.json(",\"x\":" + "9".repeat(201 + dice.nextInt(800)))),
        malformedText("too deep", BrokenJson::deep),
        malformedText(
            "a control character as it is", (good, dice) -> good.json(",\"x\":\"a\u0001b\"")));
  }

  private static byte[] random(Random dice) {
    byte[] bytes = new byte[1 + dice.nextInt(300)];
    dice.nextBytes(bytes);
    bytes[0] = (byte) (CONTINUATION | (bytes[0] & 0x3f));
    return bytes;
  }

  /** Anywhere: an object is over with its last byte only. */
  private static byte[] cut(Fields good, Random dice) {
    byte[] whole = good.bytes();
    return Arrays.copyOf(whole, 1 + dice.nextInt(whole.length - 1));
  }

  private static byte[] notUtf8(Fields marked, Random dice) {
    byte[] bytes = marked.json().getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '~') {
        bytes[i] = (byte) (int) any(dice, 0xff, 0xc0, 0xfe, 0x80);
        return bytes;
      }
    }
    throw new IllegalArgumentException("no field is marked");
  }

  private static String deep(Fields good, Random dice) {
    int depth = 33 + dice.nextInt(2000);
    return good.json(",\"x\":" + "[".repeat(depth) + "]".repeat(depth));
  }
}
