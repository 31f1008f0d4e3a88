package dev.surety.wire.state;

import dev.surety.domain.CachedPrefix;
import dev.surety.domain.Feedback;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Sketch;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Binary form of {@link TenantEvent} on its way to ROUTE. Feedback that waits for its request is
 * kept in this form in the state {@code held}, so savepoints have it: the first byte is the kind,
 * and another layout is another kind.
 */
public final class TenantEventCodec {

  /** A request without a sketch. */
  private static final int REQUEST = 0;

  /** Feedback without its last fields. Read, no longer written. */
  private static final int FIRST_FEEDBACK = 1;

  /** Without the time to the first token, and not saying that tokens were reckoned. */
  private static final int SECOND_FEEDBACK = 2;

  private static final int FEEDBACK = 3;

  /** A request that a tagger may want to see. */
  private static final int SKETCHED_REQUEST = 4;

  /** A request that says what it requires or what is cached of it, with or without a sketch. */
  private static final int TELLING_REQUEST = 5;

  private static final Feedback.Source[] SOURCES = Feedback.Source.values();

  private TenantEventCodec() {}

  public static void write(TenantEvent event, DataOutput out) throws IOException {
    out.writeByte(kind(event));
    out.writeUTF(event.requestId());
    out.writeUTF(event.key().tenant());
    out.writeUTF(event.key().tier());
    out.writeLong(event.time());
    if (event instanceof RoutingRequest request) {
      writeRequest(request, out);
    } else if (event instanceof Feedback feedback) {
      writeFeedback(feedback, out);
    }
  }

  private static int kind(TenantEvent event) {
    if (event instanceof RoutingRequest request) {
      return tells(request)
          ? TELLING_REQUEST
          : request.sketch().isEmpty() ? REQUEST : SKETCHED_REQUEST;
    }
    return FEEDBACK;
  }

  private static boolean tells(RoutingRequest request) {
    return !request.require().isEmpty() || request.cached() != CachedPrefix.NONE;
  }

  public static TenantEvent read(DataInput in) throws IOException {
    return readNext(in, new EventTexts());
  }

  /**
   * The same.
   *
   * @param texts of the events that were read before it
   */
  public static TenantEvent readNext(DataInput in, EventTexts texts) throws IOException {
    int kind = in.readByte();
    String requestId = texts.id(in);
    TenantTier key = texts.key(in);
    long time = in.readLong();
    return kind == REQUEST || kind >= SKETCHED_REQUEST
        ? readRequest(kind, requestId, key, time, in, texts)
        : readFeedback(kind, requestId, key, time, in, texts);
  }

  private static void writeRequest(RoutingRequest request, DataOutput out) throws IOException {
    if (tells(request)) {
      writeTold(request, out);
    }
    if (!request.sketch().isEmpty()) {
      SketchCodec.write(request.sketch(), out);
    }
    TextCodec.writeText(request.prompt(), out);
    out.writeInt(request.promptChars());
    FeaturesCodec.write(request.features(), out);
    out.writeInt(request.inputTokens());
    out.writeInt(request.maxOutputTokens());
    out.writeShort(request.candidates().size());
    for (String candidate : request.candidates()) {
      TextCodec.writeText(candidate, out);
    }
    TextCodec.writeText(request.pinnedModel(), out);
    TextCodec.writeText(request.incumbent(), out);
    TextCodec.writeText(request.conversationId(), out);
    TextCodec.writeText(request.tag(), out);
    out.writeShort(request.attributes().size());
    for (Map.Entry<String, String> attribute : request.attributes().entrySet()) {
      TextCodec.writeText(attribute.getKey(), out);
      TextCodec.writeText(attribute.getValue(), out);
    }
  }

  private static void writeTold(RoutingRequest request, DataOutput out) throws IOException {
    out.writeShort(request.require().size());
    for (String capability : request.require()) {
      TextCodec.writeText(capability, out);
    }
    TextCodec.writeText(request.cached().model(), out);
    out.writeInt(request.cached().tokens());
    out.writeBoolean(!request.sketch().isEmpty());
  }

  private static RoutingRequest readRequest(
      int kind, String requestId, TenantTier key, long time, DataInput in, EventTexts texts)
      throws IOException {
    boolean tells = kind == TELLING_REQUEST;
    List<String> require = tells ? readTexts(in, texts) : List.of();
    CachedPrefix cached =
        tells ? CachedPrefix.of(texts.known(in), in.readInt()) : CachedPrefix.NONE;
    boolean sketched = tells ? in.readBoolean() : kind == SKETCHED_REQUEST;
    Sketch sketch = sketched ? SketchCodec.read(in) : Sketch.NONE;
    return new RoutingRequest(
        requestId,
        key,
        time,
        texts.text(in),
        in.readInt(),
        FeaturesCodec.read(in),
        sketch,
        in.readInt(),
        in.readInt(),
        readTexts(in, texts),
        texts.known(in),
        texts.known(in),
        texts.text(in),
        texts.known(in),
        null,
        readMap(in, texts),
        require,
        cached);
  }

  private static List<String> readTexts(DataInput in, EventTexts texts) throws IOException {
    int n = in.readUnsignedShort();
    if (n == 0) {
      return List.of();
    }
    List<String> read = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      read.add(texts.known(in));
    }
    return read;
  }

  private static Map<String, String> readMap(DataInput in, EventTexts texts) throws IOException {
    int n = in.readUnsignedShort();
    if (n == 0) {
      return Map.of();
    }
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      map.put(texts.known(in), texts.text(in));
    }
    return map;
  }

  private static void writeFeedback(Feedback feedback, DataOutput out) throws IOException {
    TextCodec.writeText(feedback.model(), out);
    TextCodec.writeText(feedback.decisionId(), out);
    out.writeDouble(feedback.satisfaction());
    out.writeInt(feedback.inputTokens());
    out.writeInt(feedback.outputTokens());
    out.writeLong(feedback.latencyMillis());
    out.writeDouble(feedback.costUsd());
    TextCodec.writeText(feedback.error(), out);
    out.writeBoolean(feedback.finalError());
    out.writeByte(feedback.source().ordinal());
    out.writeInt(feedback.cachedInputTokens());
    out.writeInt(feedback.reasoningTokens());
    out.writeInt(feedback.attempt());
    out.writeLong(feedback.firstTokenMillis());
    out.writeBoolean(feedback.usageEstimated());
  }

  private static Feedback readFeedback(
      int kind, String requestId, TenantTier key, long time, DataInput in, EventTexts texts)
      throws IOException {
    boolean first = kind == FIRST_FEEDBACK;
    boolean old = first || kind == SECOND_FEEDBACK;
    String model = texts.known(in);
    return new Feedback(
        requestId,
        key,
        model,
        time,
        texts.text(in),
        in.readDouble(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readDouble(),
        texts.text(in),
        in.readBoolean(),
        SOURCES[in.readByte()],
        first ? RoutingRequest.UNKNOWN : in.readInt(),
        first ? RoutingRequest.UNKNOWN : in.readInt(),
        first ? 0 : in.readInt(),
        old ? RoutingRequest.UNKNOWN : in.readLong(),
        !old && in.readBoolean());
  }
}
