package dev.surety.wire.json;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of one type of control record, or of an object in one. */
public final class ControlFields {

  private final String path;
  private final Map<String, ControlField<?>> byName = new LinkedHashMap<>();

  private ControlFields(String path, ControlField<?>... fields) {
    this.path = path;
    for (ControlField<?> field : fields) {
      byName.put(field.name(), field);
    }
  }

  static ControlFields of(ControlField<?>... fields) {
    return new ControlFields("", fields);
  }

  /**
   * @param path what messages about a missing field put before its name
   */
  static ControlFields ofPart(String path, ControlField<?>... fields) {
    return new ControlFields(path, fields);
  }

  /** Those that the contract names, in the order in which people read them. */
  List<ControlField<?>> contract() {
    return byName.values().stream().filter(ControlField::isOfContract).toList();
  }

  /** The names that the contract has for them. */
  public Set<String> names() {
    return contract().stream().map(ControlField::name).collect(Collectors.toUnmodifiableSet());
  }

  /** The fields of the objects that are the value of a field; {@code null} where it has none. */
  public ControlFields parts(String name) {
    ControlField<?> field = byName.get(name);
    return field == null ? null : field.rule().parts();
  }

  /** Reads all fields of an object; those that are not known mean nothing. */
  Given read(FieldReader in) throws IOException, MalformedRecord {
    Map<String, Object> values = new HashMap<>();
    for (String name; (name = in.next()) != null; ) {
      ControlField<?> field = byName.get(name);
      if (field == null) {
        in.skip();
      } else {
        values.put(name, field.rule().reader().read(in));
      }
    }
    return new Given(path, values);
  }

  /** What a record has said. */
  record Given(String path, Map<String, Object> values) {

    /**
     * The value that was given, or what is meant without.
     *
     * @throws MalformedRecord if the field is required and was not given
     */
    @SuppressWarnings("unchecked") // the field's own rule has read it
    <T> T get(ControlField<T> field) throws MalformedRecord {
      T value = (T) values.get(field.name());
      if (field.required()) {
        return Required.field(path + field.name(), value);
      }
      return value == null ? field.fallback() : value;
    }

    /** The value that was given, or {@code null}. */
    @SuppressWarnings("unchecked") // the field's own rule has read it
    <T> T orNull(ControlField<T> field) {
      return (T) values.get(field.name());
    }
  }
}
