package dev.surety.operate.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ModelSpec;
import dev.surety.operate.control.PriceSync.Finding;
import dev.surety.operate.control.PriceSync.Outcome;
import dev.surety.operate.prices.PriceList;
import dev.surety.operate.prices.PriceListFormat;
import dev.surety.operate.prices.PriceMap;
import dev.surety.testing.DataFolder;
import dev.surety.testing.RequiresData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thirty months of two real lists, day by day, each of their models in a pool of its own. A person
 * looks at what is held back a day later, and knows a mistake when it is one.
 */
@RequiresData
class PriceFeedReplayTest {

  /** One change of a list. */
  private record Event(String date, String list, String model, String input, String output) {

    String asWritten() {
      return String.join(",", date, list, model, input, output);
    }

    boolean isNothing() {
      return Double.parseDouble(input) <= 0 || Double.parseDouble(output) <= 0;
    }

    long at() {
      return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
  }

  @TempDir private Path folder;
  private PriceMap map;
  private final Map<String, ControlInForce> pools = new TreeMap<>();
  private final Set<String> mistakes = new HashSet<>();
  private final List<String> through = new ArrayList<>();
  private final List<String> heldThoughReal = new ArrayList<>();
  private int mistakesOfFirstPrices;
  private int mistakesOfChanges;
  private int changed;

  @Test
  void noKnownMistakeOfTheFeedGetsThroughAndRealChangesThatAreHeldBackAreListed()
      throws IOException {
    readMistakes();
    map = PriceMap.read(Files.writeString(folder.resolve("map.json"), "{\"m\":\"p/m\"}"));
    for (Event event : events()) {
      take(event);
    }

    assertThat(heldThoughReal)
        .as("real changes that wait for a person, as held-price-changes.txt lists them")
        .isEqualTo(resource("/held-price-changes.txt").toList());
    assertThat(mistakesOfFirstPrices + mistakesOfChanges).isEqualTo(231);
    assertThat(mistakesOfChanges).as("held by being far off").isEqualTo(17);
    assertThat(through).isEmpty();
    assertThat(changed).as("real changes believed without a person").isEqualTo(137);
  }

  private void take(Event event) throws IOException {
    ControlInForce pool =
        pools.computeIfAbsent(event.list() + ' ' + event.model(), name -> new ControlInForce());
    boolean first = pool.own("m", event.at()) == null;
    boolean mistake = mistakes.contains(event.asWritten()) || event.isNothing();
    PriceSync sync = sync(event, pool, Set.of());
    ChangePlan.of(pool, sync.lines("sync"), event.at());
    ModelSpec now = pool.own("m", event.at());
    boolean taken = now != null && now.inputUsdPerMtok() == Double.parseDouble(event.input());
    Finding found = sync.findings().get(0);
    if (found.outcome() != Outcome.HELD) {
      changed += found.outcome() == Outcome.CHANGED ? 1 : 0;
      if (mistake && taken) {
        through.add(event.asWritten());
      }
    } else if (mistake) {
      mistakesOfFirstPrices += first ? 1 : 0;
      mistakesOfChanges += first ? 0 : 1;
    } else {
      if (!first) {
        heldThoughReal.add(
            "%s %s %s: %s"
                .formatted(
                    event.date(),
                    event.list(),
                    event.model(),
                    found.text().substring(0, found.text().indexOf(':'))));
      }
      ChangePlan.of(pool, sync(event, pool, Set.of("m")).lines("sync"), event.at());
      assertThat(pool.own("m", event.at()).inputUsdPerMtok())
          .isEqualTo(Double.parseDouble(event.input()));
    }
  }

  private PriceSync sync(Event event, ControlInForce pool, Set<String> confirmed)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("day.json"),
            "{\"p\":{\"models\":{\"m\":{\"cost\":{\"input\":%s,\"output\":%s}}}}}"
                .formatted(event.input(), event.output()));
    return new PriceSync(
        pool,
        PriceList.read(file, PriceListFormat.MODELS_DEV, event.at()),
        map,
        3,
        confirmed,
        event.at());
  }

  private void readMistakes() throws IOException {
    resource("/known-price-mistakes.csv")
        .filter(line -> line.startsWith("20"))
        .forEach(line -> mistakes.add(line.substring(0, line.lastIndexOf(','))));
    assertThat(mistakes).hasSizeGreaterThan(30);
  }

  private Stream<String> resource(String name) throws IOException {
    try (InputStream file = getClass().getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines();
    }
  }

  private static List<Event> events() throws IOException {
    List<Event> events = new ArrayList<>();
    try (BufferedReader rows =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(DataFolder.path().resolve("price-events.csv.gz"))),
                StandardCharsets.UTF_8))) {
      for (String row; (row = rows.readLine()) != null; ) {
        String[] cells = row.split(",", -1);
        if (cells[3].equals("add") || cells[3].equals("price")) {
          events.add(new Event(cells[0], cells[1], cells[2], cells[4], cells[5]));
        }
      }
    }
    return events;
  }
}
