package dev.surety.gateway.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.surety.gateway.options.UpstreamSettings.Ability;
import java.util.List;
import java.util.Set;

/**
 * What the door has to know of a request, and where in its body stands what may be changed.
 *
 * @param model as the client names it, or {@code null}
 * @param models the client's allow-list, in its order of preference; empty if there is none
 * @param stream whether the answer is to be streamed
 * @param usage whether a stream is to end with a chunk of usage; {@code null} if it does not say
 * @param needs what it asks of a model beyond text
 * @param maxOutputTokens or -1
 * @param prompt the last message of the user, cut to a length that a record can take
 * @param characters of all texts that the model reads
 * @param conversation the key of the conversation
 * @param builtOn ids of answers and items that only who made them knows
 * @param storedIn id of the conversation that a provider keeps, and this is the next turn of; or
 *     {@code null}
 */
public record RequestFacts(
    Api api,
    String model,
    List<String> models,
    boolean stream,
    Boolean usage,
    Set<Ability> needs,
    int maxOutputTokens,
    String prompt,
    long characters,
    String conversation,
    List<String> builtOn,
    String storedIn,
    Places places) {

  /**
   * Where things stand in the body.
   *
   * @param open behind the brace that opens it
   * @param empty whether nothing stands in it
   * @param models values of the field {@code model}
   * @param lists fields {@code models}, with the comma that goes with each
   * @param streamOptions value of {@code stream_options}, or {@code null}
   * @param streamOptionsEmpty whether that is an object without fields, or no object
   */
  record Places(
      int open,
      boolean empty,
      List<ByteSpan> models,
      List<ByteSpan> lists,
      ByteSpan streamOptions,
      boolean streamOptionsEmpty) {}

  private static final String INCLUDE = "\"include_usage\":true";

  /** Whether a stream of it says what it took only if the door asks for that. */
  public boolean needsAskingForUsage() {
    return api == Api.CHAT && stream && usage == null;
  }

  /**
   * The body for an upstream: its model is another one, the allow-list is taken out, which nobody
   * but the door understands alike, and usage is asked for if that is wanted. All other bytes are
   * the client's.
   */
  public byte[] body(byte[] original, String upstreamModel, boolean askForUsage) {
    Edits edits = new Edits();
    byte[] name =
        ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(upstreamModel)) + '"')
            .getBytes(UTF_8);
    for (ByteSpan list : places.lists) {
      edits.replace(list.from(), list.to(), new byte[0]);
    }
    for (ByteSpan model : places.models) {
      edits.replace(model.from(), model.to(), name);
    }
    if (places.models.isEmpty()) {
      edits.replace(places.open, places.open, field("\"model\":" + new String(name, UTF_8)));
    }
    if (askForUsage && needsAskingForUsage()) {
      ByteSpan options = places.streamOptions;
      if (options == null) {
        edits.replace(places.open, places.open, field("\"stream_options\":{" + INCLUDE + '}'));
      } else if (places.streamOptionsEmpty) {
        edits.replace(options.from(), options.to(), ('{' + INCLUDE + '}').getBytes(UTF_8));
      } else {
        edits.replace(options.from() + 1, options.from() + 1, (INCLUDE + ',').getBytes(UTF_8));
      }
    }
    return edits.apply(original);
  }

  /** At the beginning, before what is there. */
  private byte[] field(String text) {
    return (places.empty ? text : text + ',').getBytes(UTF_8);
  }
}
