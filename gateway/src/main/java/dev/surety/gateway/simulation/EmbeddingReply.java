package dev.surety.gateway.simulation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Random;

/** An answer of {@code /v1/embeddings}: the same text has the same numbers. */
final class EmbeddingReply {

  private static final int DIMENSIONS = 8;

  private EmbeddingReply() {}

  static JsonObject of(JsonObject body) {
    Object input = body.getValue("input", "");
    JsonArray texts =
        input instanceof JsonArray list && !isTokens(list) ? list : new JsonArray().add(input);
    boolean packed = "base64".equals(body.getString("encoding_format"));
    JsonArray data = new JsonArray();
    int characters = 0;
    for (int i = 0; i < texts.size(); i++) {
      String text = String.valueOf(texts.getValue(i));
      characters += text.length();
      data.add(
          new JsonObject()
              .put("object", "embedding")
              .put("index", i)
              .put("embedding", packed ? packed(numbers(text)) : listed(numbers(text))));
    }
    int tokens = characters / 4 + 1;
    return new JsonObject()
        .put("object", "list")
        .put("data", data)
        .put("model", body.getString("model"))
        .put("usage", new JsonObject().put("prompt_tokens", tokens).put("total_tokens", tokens));
  }

  private static boolean isTokens(JsonArray list) {
    return !list.isEmpty() && list.getValue(0) instanceof Number;
  }

  private static float[] numbers(String text) {
    Random random = new Random(text.hashCode());
    float[] numbers = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }

  private static JsonArray listed(float[] numbers) {
    JsonArray list = new JsonArray();
    for (float number : numbers) {
      list.add(number);
    }
    return list;
  }

  private static String packed(float[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
