package dev.surety.gateway.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.surety.gateway.options.UpstreamSettings.Ability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads one body, token by token, and keeps no tree of it. */
public final class RequestReader {

  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /** Each is looked up in several forms, on a thread that serves others, too. */
  private static final int MOST_MODELS = 256;

  private final Api api;
  private final byte[] body;
  private final JsonParser parser;
  private final MessageText text;
  private final MessagesReader messages;
  private final Set<Ability> needs = EnumSet.noneOf(Ability.class);
  private final List<String> models = new ArrayList<>();
  private final List<String> builtOn = new ArrayList<>();
  private final List<ByteSpan> modelValues = new ArrayList<>();
  private final List<ByteSpan> modelLists = new ArrayList<>();
  private String model;
  private boolean stream;
  private Boolean usage;
  private ByteSpan streamOptions;
  private boolean streamOptionsEmpty = true;
  private int maxOutputTokens = -1;
  private String cacheKey;
  private String storedIn;
  private String user;
  private int open;
  private boolean empty = true;

  private RequestReader(Api api, byte[] body, JsonParser parser, boolean keepsAll) {
    text = new MessageText(keepsAll);
    this.api = api;
    this.body = body;
    this.parser = parser;
    messages = new MessagesReader(parser, text, needs, builtOn);
  }

  /**
   * Reads it.
   *
   * @throws BadBody if it is no JSON object, or a field that the door needs is of the wrong kind
   */
  public static RequestFacts read(Api api, byte[] body) throws BadBody {
    return read(api, body, false, (reader, facts) -> facts);
  }

  /**
   * All texts that the model reads, each behind its role: for a judge.
   *
   * @throws BadBody if it can't be read
   */
  public static String texts(Api api, byte[] body) throws BadBody {
    return read(api, body, true, (reader, facts) -> reader.text.all());
  }

  private static <T> T read(
      Api api, byte[] body, boolean keepsAll, BiFunction<RequestReader, RequestFacts, T> then)
      throws BadBody {
    try (JsonParser parser = JSON.createParser(body)) {
      RequestReader reader = new RequestReader(api, body, parser, keepsAll);
      return then.apply(reader, reader.read());
    } catch (JsonProcessingException e) {
      throw new BadBody(null, "The body is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadBody(null, "The body is not JSON in UTF-8: " + e.getMessage());
    }
  }

  private RequestFacts read() throws IOException, BadBody {
    if (parser.nextToken() != JsonToken.START_OBJECT || from() < 0) {
      throw new BadBody(null, "The body must be a JSON object in UTF-8.");
    }
    open = from() + 1;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      int nameAt = from();
      String name = parser.currentName();
      // A list of models is taken out again.
      empty &= name.equals("models");
      parser.nextToken();
      field(name, nameAt);
    }
    if (parser.nextToken() != null) {
      throw new BadBody(null, "The body has something behind its JSON object; take it out.");
    }
    String told = cacheKey != null ? cacheKey : storedIn != null ? storedIn : user;
    return new RequestFacts(
        api,
        model,
        List.copyOf(models),
        stream && api != Api.EMBEDDINGS,
        usage,
        needs,
        maxOutputTokens,
        text.prompt(),
        text.characters(),
        told == null ? text.conversation() : told,
        List.copyOf(builtOn),
        storedIn,
        new RequestFacts.Places(
            open, empty, modelValues, modelLists, streamOptions, streamOptionsEmpty));
  }

  private void field(String name, int nameAt) throws IOException, BadBody {
    switch (name) {
      case "model" -> model();
      case "models" -> models(nameAt);
      case "stream" -> stream = truth(name);
      case "stream_options" -> streamOptions();
      case "max_tokens", "max_completion_tokens", "max_output_tokens" -> maxOutputTokens = count();
      case "tools", "functions" -> needs(Ability.TOOLS, isFull());
      case "response_format", "output_format" ->
          needs(Ability.JSON_SCHEMA, "json_schema".equals(messages.text("type")));
      case "text", "output_config" -> textFormat();
      case "modalities" -> needs(Ability.AUDIO, words().contains("audio"));
      case "prompt_cache_key" -> cacheKey = name(messages.optional());
      case "user" -> {
        String given = name(messages.optional());
        user = user == null ? given : user;
      }
      case "metadata" -> {
        String id = name(messages.text("user_id"));
        user = id == null ? user : id;
      }
      case "previous_response_id" -> messages.builtOn(messages.optional());
      case "conversation" -> conversation();
      case "background" -> background();
      case "system" -> system();
      case "container" -> container();
      case "instructions" -> messages.said("system", messages.optional());
      case "messages", "input" -> messages.read();
      default -> parser.skipChildren();
    }
  }

  /** A conversation that its provider keeps: its id, bare or in an object. */
  private void conversation() throws IOException {
    if (api != Api.RESPONSES) {
      parser.skipChildren();
    } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
      storedIn = name(parser.getText());
    } else {
      storedIn = name(messages.text("id"));
    }
  }

  /** Beside the messages there: a text, or blocks of it. */
  private void system() throws IOException {
    if (api == Api.MESSAGES) {
      messages.system();
    } else {
      parser.skipChildren();
    }
  }

  /** Where a provider runs code and keeps files: its id, bare or in an object. */
  private void container() throws IOException {
    if (api != Api.MESSAGES) {
      parser.skipChildren();
    } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
      messages.builtOn(parser.getText());
    } else {
      messages.builtOn(messages.text("id"));
    }
  }

  private void background() throws IOException, BadBody {
    if (api == Api.RESPONSES && parser.currentToken() == JsonToken.VALUE_TRUE) {
      throw new BadBody(
          "background",
          "'background' can't be true here: the door serves no stored responses, so nobody could"
              + " fetch the answer. Leave it out; stream where an answer takes long.");
    }
    parser.skipChildren();
  }

  private void model() throws IOException, BadBody {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new BadBody("model", "'model' must be a text.");
    }
    model = parser.getText();
    modelValues.add(new ByteSpan(from(), to()));
  }

  private void models(int nameAt) throws IOException, BadBody {
    models.clear();
    models.addAll(words());
    if (models.size() > MOST_MODELS) {
      throw new BadBody(
          "models",
          "'models' has %d names, and may have %d.".formatted(models.size(), MOST_MODELS));
    }
    int end = to();
    int next = end;
    while (next < body.length && body[next] <= ' ') {
      next++;
    }
    if (next < body.length && body[next] == ',') {
      modelLists.add(new ByteSpan(nameAt, next + 1));
    } else {
      int before = nameAt;
      while (before > open && body[before - 1] <= ' ') {
        before--;
      }
      // The last field: the comma that goes is the one before it, unless it went with another list.
      int at = before;
      boolean comma =
          body[before - 1] == ',' && modelLists.stream().noneMatch(list -> list.to() == at);
      modelLists.add(new ByteSpan(comma ? before - 1 : nameAt, end));
    }
  }

  private void streamOptions() throws IOException, BadBody {
    int start = from();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      streamOptions = new ByteSpan(start, to());
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      streamOptionsEmpty = false;
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("include_usage") && parser.currentToken() != JsonToken.VALUE_NULL) {
        usage = truth("stream_options.include_usage");
      } else {
        parser.skipChildren();
      }
    }
    streamOptions = new ByteSpan(start, to());
  }

  private void textFormat() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("format")) {
        needs(Ability.JSON_SCHEMA, "json_schema".equals(messages.text("type")));
      } else {
        parser.skipChildren();
      }
    }
  }

  private List<String> words() throws IOException {
    List<String> words = new ArrayList<>();
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (JsonToken token; (token = parser.nextToken()) != JsonToken.END_ARRAY; ) {
        if (token == JsonToken.VALUE_STRING) {
          words.add(parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    } else {
      parser.skipChildren();
    }
    return words;
  }

  private boolean isFull() throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return false;
    }
    boolean full = parser.nextToken() != JsonToken.END_ARRAY;
    if (full) {
      parser.skipChildren();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        parser.skipChildren();
      }
    }
    return full;
  }

  /** One of nothing but blanks names nobody. */
  private static String name(String given) {
    return given == null || given.isBlank() ? null : given;
  }

  private void needs(Ability ability, boolean needed) {
    if (needed) {
      needs.add(ability);
    }
  }

  private boolean truth(String field) throws IOException, BadBody {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw new BadBody(field, "'" + field + "' must be true or false.");
    };
  }

  private int count() throws IOException {
    boolean fits = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
    int count =
        fits && parser.getNumberType() == JsonParser.NumberType.INT ? parser.getIntValue() : -1;
    parser.skipChildren();
    return count >= 0 ? count : maxOutputTokens;
  }

  private int from() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  private int to() throws IOException {
    parser.finishToken();
    return (int) parser.currentLocation().getByteOffset();
  }
}
