package dev.surety.wire.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Names of models by their places in the pool of a configuration: rows name them by those. */
@FunctionalInterface
public interface RowModels {

  /** Knows none. */
  RowModels NONE = config -> null;

  /**
   * All models of a configuration, in the order of its {@code config} row.
   *
   * @param config hash that rows name it by
   * @return {@code null} if it is not known
   */
  List<String> of(String config);

  /**
   * Those in the content of a {@code config} row, or {@code null} if it can't be read: whoever
   * needs the rest of it says so. Nothing else of it is looked at, so that rows can be read whose
   * promise this version does not know.
   */
  static List<String> in(String content) {
    List<String> names = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(content)) {
      int depth = 0;
      for (JsonToken token; (token = json.nextToken()) != null; ) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token != JsonToken.FIELD_NAME) {
          continue;
        }
        if (depth == 1 && !"models".equals(json.currentName())) {
          json.nextToken();
          json.skipChildren();
        } else if (depth == 3 && "model".equals(json.currentName())) {
          names.add(json.nextTextValue());
        }
      }
    } catch (IOException e) {
      return null;
    }
    return List.copyOf(names);
  }
}
