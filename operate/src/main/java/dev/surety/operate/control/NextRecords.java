package dev.surety.operate.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.ModelSpec.Status;
import dev.surety.engine.SaidStatus;
import dev.surety.wire.json.ControlFile;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.MalformedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The next versions of what is said of one model, made of what the topic has. */
final class NextRecords {

  private static final int MOST_NAMES = 20;

  private final ControlInForce inForce;
  private final long now;
  private final String model;
  private final List<ControlUpdate> records = new ArrayList<>();

  /**
   * @throws IllegalArgumentException if the topic has no such model, naming those that it has
   */
  NextRecords(ControlInForce inForce, long now, String model) {
    this.inForce = inForce;
    this.now = now;
    this.model = model;
    if (inForce.own(model, now) == null) {
      throw new IllegalArgumentException(unknown());
    }
  }

  private String unknown() {
    List<ModelSpec> pool = inForce.models(now);
    for (ModelSpec known : pool) {
      if (known.aliases().contains(model)) {
        return "'%s' is what others call the model %s; name it so".formatted(model, known.name());
      }
    }
    return pool.isEmpty()
        ? "the topic has no models; put some, or name the right topic with --topic"
        : "there is no model '%s' in force; there is %s"
            .formatted(
                model,
                pool.stream()
                        .map(ModelSpec::name)
                        .limit(MOST_NAMES)
                        .collect(Collectors.joining(", "))
                    + (pool.size() > MOST_NAMES ? " and more, see control list" : ""));
  }

  /**
   * A word on its status, unless that is what counts already.
   *
   * @param time for which it counts; then comes back what counts now. {@code null} for good
   */
  NextRecords status(Status status, Duration time) {
    SaidStatus said = inForce.said(model, now);
    boolean endless = said.to() == Long.MAX_VALUE;
    if (said.status() != status || !endless || time != null) {
      Status then = time == null || status != Status.ACTIVE ? Status.ACTIVE : said.status();
      long until = time == null ? Long.MAX_VALUE : (now + time.toMillis()) / 1000 * 1000;
      long version = next(ControlUpdate.statusSubject(model));
      records.add(new ModelStatus(model, version, status, until, then, Long.MIN_VALUE));
    }
    return this;
  }

  /** Its own record says that it is active. */
  NextRecords active() {
    ModelSpec own = inForce.own(model, now);
    if (own.status() != Status.ACTIVE) {
      record(own.with(Status.ACTIVE));
    }
    return this;
  }

  /** Another price, that of cached input in proportion; else it is as it was. */
  NextRecords price(double input, double output, boolean confirmed) {
    record(inForce.own(model, now).priced(input, output).toBuilder().confirmed(confirmed).build());
    return this;
  }

  private void record(ModelSpec like) {
    records.add(
        new ModelUpdate(
            like.toBuilder()
                .version(next(ControlUpdate.modelSubject(model)))
                .effectiveAt(Long.MIN_VALUE)
                .build()
                .published(Long.MIN_VALUE)));
  }

  private long next(String subject) {
    List<ControlUpdate> known = inForce.versions(subject);
    return known.isEmpty() ? 1 : known.get(known.size() - 1).version() + 1;
  }

  /**
   * Their lines, as a file would have them.
   *
   * @throws IllegalArgumentException if one is no control record
   */
  List<ControlFile.Line> lines(String command) {
    return lines(command, records);
  }

  /** The same of other records. */
  static List<ControlFile.Line> lines(String command, List<? extends ControlUpdate> records) {
    List<ControlFile.Line> lines = new ArrayList<>();
    for (ControlUpdate record : records) {
      byte[] json = ControlJson.write(record).value();
      try {
        lines.add(
            new ControlFile.Line(command, new String(json, UTF_8), ControlJson.read(null, json)));
      } catch (MalformedRecord e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }
    return lines;
  }
}
