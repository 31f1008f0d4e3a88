package dev.surety.wire.json;

import dev.surety.domain.CachedPrefix;
import dev.surety.domain.Features;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Sketch;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * JSON of the topic {@code requests}; the contract is {@code configs/schemas/request.schema.json}.
 */
public final class RequestJson {

  private RequestJson() {}

  /**
   * Reads one record. The length of the prompt is taken from the prompt itself; an embedding
   * becomes the features, dimension by dimension. Strict is what the request asks for: who asks,
   * when, and what may answer. What only describes it costs nobody an answer, see {@link
   * LenientFields}.
   */
  public static RoutingRequest read(byte[] json) throws MalformedRecord {
    return JsonRecord.read(json, RequestJson::fields);
  }

  /**
   * The same.
   *
   * @param cut told once if something that decorates the record was cut or left out
   */
  public static RoutingRequest read(byte[] json, Runnable cut) throws MalformedRecord {
    return JsonRecord.read(json, RequestJson::fields, cut);
  }

  /**
   * Writes one record. Features that are not an embedding, and the length of a prompt that is not
   * kept, are not on the wire: whoever reads makes them anew.
   */
  public static byte[] write(RoutingRequest request) {
    return JsonRecord.write(
        out -> {
          out.text("request_id", request.requestId())
              .key(request.key())
              .time("time", request.time())
              .text("prompt", request.prompt());
          if (Dense.is(request.features())) {
            out.floats("embedding", request.features().values());
          }
          out.count("input_tokens", request.inputTokens())
              .count("max_output_tokens", request.maxOutputTokens());
          if (!request.candidates().isEmpty()) {
            out.texts("candidates", request.candidates());
          }
          out.text("pinned_model", request.pinnedModel())
              .text("incumbent", request.incumbent())
              .text("conversation_id", request.conversationId())
              .text("tag", request.tag())
              .texts("attributes", request.attributes())
              .someTexts("require", request.require())
              .text("previous_model", request.cached().model())
              .count("cached_tokens", request.cached().tokens());
        });
  }

  private static RoutingRequest fields(FieldReader in) throws IOException, MalformedRecord {
    String requestId = null;
    String tenant = null;
    String tier = null;
    Long time = null;
    String prompt = null;
    Features features = Features.NONE;
    int inputTokens = RoutingRequest.UNKNOWN;
    int maxOutputTokens = RoutingRequest.UNKNOWN;
    // An allow-list that came out empty means nothing is allowed, not everything: it is refused.
    List<String> candidates = List.of();
    String pinnedModel = null;
    String incumbent = null;
    String conversationId = null;
    String tag = null;
    Map<String, String> attributes = Map.of();
    List<String> require = List.of();
    String previousModel = null;
    int cachedTokens = RoutingRequest.UNKNOWN;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "request_id" -> requestId = in.text(1, FieldReader.MAX_ID);
        case "tenant" -> tenant = in.name(FieldReader.MAX_NAME);
        case "tier" -> tier = in.name(FieldReader.MAX_NAME);
        case "time" -> time = in.time();
        case "prompt" -> prompt = in.prompt();
        case "embedding" -> features = FieldLists.dense(in);
        case "input_tokens" -> inputTokens = LenientFields.count(in);
        case "max_output_tokens" -> maxOutputTokens = LenientFields.count(in);
        case "candidates" -> candidates = FieldLists.names(in, 1);
        case "pinned_model" -> pinnedModel = in.name(FieldReader.MAX_NAME);
        case "incumbent" -> incumbent = LenientFields.name(in);
        case "conversation_id" -> conversationId = LenientFields.text(in, FieldReader.MAX_ID);
        case "tag" -> tag = LenientFields.text(in, FieldReader.MAX_ID);
        case "attributes" -> attributes = LenientFields.texts(in);
        case "require" -> require = FieldLists.names(in, 0);
        case "previous_model" -> previousModel = LenientFields.name(in);
        case "cached_tokens" -> cachedTokens = LenientFields.count(in);
        default -> in.skip();
      }
    }
    return new RoutingRequest(
        Required.field("request_id", requestId),
        Required.key(tenant, tier),
        Required.field("time", time),
        prompt,
        prompt == null ? RoutingRequest.UNKNOWN : prompt.length(),
        features,
        Sketch.NONE,
        inputTokens,
        maxOutputTokens,
        candidates,
        pinnedModel,
        incumbent,
        conversationId,
        tag,
        null,
        attributes,
        require,
        CachedPrefix.of(previousModel, cachedTokens));
  }
}
