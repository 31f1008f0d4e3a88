package dev.surety.tools.history;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Effects;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.testing.Answers;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.tools.journal.FoldedKey;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.json.ConfigJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * Requests of many keys through the engine, with sparse feedback and windows that close, written as
 * a journal while they run: for histories that are too long for a list.
 */
final class LongHistory {

  private static final long START = 1_700_000_000_000L;
  private static final int FILES = 4;
  private static final Map<String, Double> SATISFACTION =
      Map.of(Pools.CHEAP, 0.6, Pools.MIDDLE, 0.8, Pools.DEAR, 0.95);
  private static final FeedbackTerms TERMS = new FeedbackTerms(600_000, 0.6, 0.6, 0, 10_000);

  private final TenantRouter router = new TenantRouter();
  private final Random random = new Random(3);
  private final JournalAvro avro = new JournalAvro();
  private final Map<String, RouterState> states = new TreeMap<>();
  private final Map<String, OpenDecisionMaps> open = new TreeMap<>();
  private final List<DataFileWriter<GenericRecord>> files = new ArrayList<>();
  private int rows;

  private LongHistory() {}

  /**
   * Plays this many requests of some keys, of which each has another policy than the one before.
   */
  static LongHistory write(Path dir, int keys, int requests) throws IOException {
    LongHistory history = new LongHistory();
    Files.createDirectories(dir);
    for (int i = 0; i < FILES; i++) {
      history.files.add(
          new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
              .create(JournalAvro.schema(), dir.resolve("journal-" + i + ".avro").toFile()));
    }
    history.play(keys, requests);
    for (DataFileWriter<GenericRecord> file : history.files) {
      file.close();
    }
    return history;
  }

  /** The states it ended in, as a savepoint has them, by key. */
  Map<String, SavedKey> states() throws IOException {
    Map<String, SavedKey> saved = new TreeMap<>();
    for (RouterState state : states.values()) {
      String key = state.key().key();
      FoldedKey folded =
          new FoldedKey(state.key(), state.account(), state.learner(), open.get(key));
      saved.put(key, EndState.of(folded));
    }
    return saved;
  }

  private void play(int keys, int requests) throws IOException {
    List<TenantConfig> configs = configs();
    JournalRow.Stamp begin = new JournalRow.Stamp("run-1", 0, null, 0, START);
    write(new JournalRow.Lineage(begin, null, -1, 0, "test"));
    for (TenantConfig config : configs) {
      write(new JournalRow.Config(begin, config.hash(), ConfigJson.write(config)));
    }
    for (int i = 0; i < requests; i++) {
      TenantTier key = new TenantTier("tenant-" + i % keys, "gold");
      TenantConfig config = configs.get(i % keys % configs.size());
      long now = START + i * 50L;
      Event.Context context = new Event.Context("run-1", i / 5_000, now, 42);
      Decision decision =
          apply(
                  key,
                  new Event.Route(
                      context,
                      Requests.id("r" + i)
                          .of(key)
                          .at(now)
                          .tokens(50 + random.nextInt(400), -1)
                          .tagged("tag" + random.nextInt(4))
                          .request(),
                      config))
              .decision();
      if (random.nextDouble() < 0.6) {
        apply(
            key,
            new Event.Learn(
                context,
                Answers.to(decision)
                    .at(now + 20)
                    .satisfied(random.nextDouble() < SATISFACTION.get(decision.model()))
                    .tokens(100, 20 + random.nextInt(200))
                    .feedback(),
                config));
      }
    }
  }

  private Effects apply(TenantTier key, Event event) throws IOException {
    RouterState state =
        states.computeIfAbsent(
            key.key(),
            name -> {
              open.put(name, new OpenDecisionMaps());
              return new RouterState(key, new Account(), new Learner(), open.get(name));
            });
    Effects effects = router.apply(state, event);
    for (JournalRow row : effects.rows()) {
      write(row);
    }
    return effects;
  }

  private void write(JournalRow row) throws IOException {
    files.get(rows++ % FILES).appendEncoded(ByteBuffer.wrap(avro.encode(row)));
  }

  private static List<TenantConfig> configs() {
    List<TenantConfig> configs = new ArrayList<>();
    for (String policy : List.of("surety", "slarouter", "mess-plus")) {
      SlaPolicy sla = new SlaPolicy(1, 0.85, policy, 0, Map.of(), TERMS, SlaPolicy.Mode.APPLY);
      configs.add(TenantConfig.of(sla, Pools.three()));
    }
    return configs;
  }
}
