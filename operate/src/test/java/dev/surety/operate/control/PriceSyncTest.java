package dev.surety.operate.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ModelSpec;
import dev.surety.operate.control.PriceSync.Outcome;
import dev.surety.operate.prices.PriceList;
import dev.surety.operate.prices.PriceListFormat;
import dev.surety.operate.prices.PriceMap;
import dev.surety.wire.json.ControlFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** {@code control sync}: lists of prices against the pool of {@code configs/production}. */
class PriceSyncTest {

  private static final Path CONFIGS = Path.of("..", "configs");
  private static final Path LISTS = CONFIGS.resolve("prices");
  private static final long NOW = Instant.parse("2026-11-30T00:00:00Z").toEpochMilli();
  private static final String GPT =
      "{\"type\":\"model\",\"model\":\"gpt\",\"version\":4,\"input_usd_per_mtok\":2,\"output_usd_per_mtok\":8,\"aliases\":[\"openai/gpt\"]%s}";

  @TempDir private Path folder;
  private ControlInForce topic = new ControlInForce();

  @BeforeEach
  void productionIsInForce() {
    ChangePlan.of(
        topic, ControlFile.lines(CONFIGS.resolve("production/pool.jsonl")), NOW - 86_400_000);
  }

  private PriceSync sync(PriceListFormat format, PriceMap map, String... confirmed) {
    PriceList list = PriceList.read(LISTS.resolve(format + ".json"), format, NOW);
    return new PriceSync(topic, list, map, 3, Set.of(confirmed), NOW);
  }

  private PriceSync given(String models, PriceMap map, String... confirmed) throws IOException {
    Path file = Files.writeString(folder.resolve("list.json"), models.replace('\'', '"'));
    return new PriceSync(
        topic, PriceList.read(file, PriceListFormat.LITELLM, NOW), map, 3, Set.of(confirmed), NOW);
  }

  private void only(String more) {
    topic = new ControlInForce();
    topic.take("control-0@0", null, GPT.formatted(more).getBytes(UTF_8), NOW - 1000);
    assertThat(topic.refused()).isEmpty();
  }

  private PriceMap map(String json) throws IOException {
    return PriceMap.read(Files.writeString(folder.resolve("map.json"), json.replace('\'', '"')));
  }

  private List<String> put(PriceSync sync) {
    return ChangeText.lines(ChangePlan.of(topic, sync.lines("sync"), NOW));
  }

  private static Map<String, Outcome> outcomes(PriceSync sync) {
    return sync.findings().stream()
        .filter(finding -> finding.outcome() != Outcome.MISSING)
        .collect(
            Collectors.toMap(PriceSync.Finding::model, PriceSync.Finding::outcome, (a, b) -> b));
  }

  @ParameterizedTest
  @EnumSource(PriceListFormat.class)
  void everyFormatSaysTheSameOfTheSamePool(PriceListFormat format) throws IOException {
    PriceSync sync =
        sync(
            format,
            map(
                "{'gemini-3.6-flash':'%s/gemini-3.6-flash','deepseek-v4-flash':{'name':'deepseek/deepseek-v4-flash'}}"
                    .formatted(format == PriceListFormat.LITELLM ? "gemini" : "google")));

    assertThat(outcomes(sync))
        .containsEntry("gpt-5.4-nano", Outcome.CHANGED)
        .containsEntry("claude-haiku-4-5", Outcome.CHANGED)
        .containsEntry("deepseek-v4-flash", Outcome.SAME)
        .containsEntry("gemini-3.6-flash", Outcome.SAME)
        .containsEntry("claude-opus-5", Outcome.HELD)
        .hasSize(6);
    assertThat(put(sync))
        .contains(
            "~ model/claude-sonnet-5  version 1 -> 2",
            "      input_usd_per_mtok   3.0 -> 2.0",
            "      output_usd_per_mtok  15.0 -> 10.0",
            "      cached_input_usd_per_mtok  - -> 0.02");
    ModelSpec haiku = topic.own("claude-haiku-4-5", NOW);
    assertThat(haiku.cachedInputUsdPerMtok()).isEqualTo(0.1);
    assertThat(haiku.effectiveAt()).isEqualTo(NOW);
    assertThat(topic.own("claude-opus-5", NOW).inputUsdPerMtok()).isEqualTo(5);
    assertThat(sync.notKept())
        .as("prices that a record has no place for are told")
        .anyMatch(line -> line.startsWith("model/claude-haiku-4-5: "))
        .anyMatch(line -> line.startsWith("model/gemini-3.6-flash: "))
        .anyMatch(line -> line.startsWith("model/deepseek-v4-flash: "))
        .hasSize(3);
  }

  @Test
  void whatWasSyncedOnceIsNotChangedAgain() {
    put(sync(PriceListFormat.GENAI_PRICES, PriceMap.empty()));

    PriceSync again = sync(PriceListFormat.GENAI_PRICES, PriceMap.empty());

    assertThat(ChangePlan.of(topic, again.lines("sync"), NOW).toPublish()).isEmpty();
    assertThat(outcomes(again)).doesNotContainValue(Outcome.CHANGED);
  }

  @Test
  void aPriceThatTheListAnnouncesIsAnnounced() {
    put(sync(PriceListFormat.GENAI_PRICES, PriceMap.empty()));

    assertThat(topic.announced(NOW))
        .anyMatch(
            model -> model.name().equals("claude-sonnet-5") && model.inputUsdPerMtok() == 1.5);
    assertThat(topic.own("claude-sonnet-5", NOW).inputUsdPerMtok()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "0.000006, 0.000008, CHANGED",
    "0.0000061, 0.000008, HELD",
    "0.0000006, 0.000008, HELD",
    "0.000002, 0.00008, HELD",
    "0, 0, HELD",
    "2, 8, HELD",
    "-1, 8e-06, HELD",
    "2e-06, 8e-06, SAME"
  })
  void aPriceThatIsFarOffIsHeldBack(String input, String output, Outcome expected)
      throws IOException {
    only("");

    PriceSync sync =
        given(
            "{'openai/gpt':{'input_cost_per_token':%s,'output_cost_per_token':%s}}"
                .formatted(input, output),
            PriceMap.empty());

    assertThat(outcomes(sync)).containsExactly(Map.entry("gpt", expected));
    put(sync);
    assertThat(topic.own("gpt", NOW).outputUsdPerMtok()).isEqualTo(8);
  }

  /** Mistakes as feeds have them, and what is none though it looks like one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'input_cost_per_token':'2e-06','output_cost_per_token':'8e-06'|SAME|",
        "'input_cost_per_token':0.0000015,'output_cost_per_token':'0.000006'|CHANGED|",
        "'input_cost_per_token':'0','output_cost_per_token':8e-06|HELD|the job itself",
        "'input_cost_per_token':null,'output_cost_per_token':8e-06|HELD|the list has no input_cost_per_token",
        "'input_cost_per_token':2e-06|HELD|the list has no output_cost_per_token",
        "'input_cost_per_token':2e-06,'output_cost_per_token':null|HELD|the list has no output_cost_per_token",
        "'input_cost_per_token':'','output_cost_per_token':8e-06|HELD|is no number",
        "'input_cost_per_token':'$2e-06','output_cost_per_token':8e-06|HELD|is no number",
        "'input_cost_per_token':'free','output_cost_per_token':8e-06|HELD|is no number",
        "'input_cost_per_token':true,'output_cost_per_token':8e-06|HELD|is no number",
        "'input_cost_per_token':[2e-06],'output_cost_per_token':8e-06|HELD|is no number",
        "'input_cost_per_token':1e999999,'output_cost_per_token':8e-06|HELD|endless",
        "'input_cost_per_token':1e2147483640,'output_cost_per_token':8e-06|HELD|",
        "'input_cost_per_token':-2e-06,'output_cost_per_token':8e-06|HELD|less than nothing",
        "'input_cost_per_token':2e-09,'output_cost_per_token':8e-09|HELD|the job itself",
        "'input_cost_per_token':0.002,'output_cost_per_token':0.008|HELD|the job itself",
        "'input_cost_per_token':8e-06,'output_cost_per_token':2e-06|HELD|",
        "'input_cost_per_token':2e-06,'output_cost_per_token':8e-06,'currency':'CNY'|HELD|in CNY",
        "'input_cost_per_token':2e-06,'output_cost_per_token':8e-06,'currency':'USD'|SAME|",
        "'input_cost_per_token':2e-06,'output_cost_per_token':8e-06,'cache_read_input_token_cost':2e-07|CHANGED|",
        "'input_cost_per_token':2e-06,'output_cost_per_token':8e-06,'cache_read_input_token_cost':2e-12|HELD|nearly nothing",
        "'input_cost_per_token':2e-06,'output_cost_per_token':8e-06,'cache_read_input_token_cost':2e-05|HELD|more than other input",
        "'input_cost_per_token':2e-06,'output_cost_per_token':8e-06,'cache_read_input_token_cost':-1|HELD|less than nothing",
        "'litellm_provider':'openai'|MISSING|not in the list",
        "'input_cost_per_token':null,'output_cost_per_token':null|MISSING|not in the list"
      })
  void amongMistakesOnlyWhatIsRightIsBelieved(String price, Outcome outcome, String said)
      throws IOException {
    only("");

    PriceSync sync =
        given(
            "{'other':{'input_cost_per_token':1e-06,'output_cost_per_token':1e-06},'openai/gpt':{%s}}"
                .formatted(price),
            PriceMap.empty());

    assertThat(sync.findings()).hasSize(1);
    assertThat(sync.findings().get(0).outcome())
        .as(sync.findings().get(0).text())
        .isEqualTo(outcome);
    if (said != null) {
      assertThat(sync.findings().get(0).text()).contains(said);
    }
    put(sync);
    assertThat(topic.own("gpt", NOW).inputUsdPerMtok())
        .isEqualTo(outcome == Outcome.CHANGED && price.contains("15") ? 1.5 : 2);
  }

  @Test
  void pricesThatAreSwappedAreHeldThoughNoneIsFarOff() throws IOException {
    topic = new ControlInForce();
    topic.take(
        "control-0@0", null, GPT.formatted("").replace(":8", ":4").getBytes(UTF_8), NOW - 1000);

    PriceSync sync =
        given(
            "{'openai/gpt':{'input_cost_per_token':4e-06,'output_cost_per_token':2e-06}}",
            PriceMap.empty());

    assertThat(sync.findings().get(0).text()).contains("input and output seem to be swapped");
  }

  private static final String RULED =
      "[{'id':'openai','provider_match':{'contains':'open'},'model_match':{'or':[{'starts_with':'gpt'},{'regex':'^o\\\\d'}]},'models':["
          + "{'id':'gpt-big','match':{'and':[{'starts_with':'gpt'},{'contains':'big'}]},'prices':{'input_mtok':1.5,'output_mtok':6}},"
          + "{'id':'gpt-any','match':{'or':[{'equals':'gpt'},{'regex':'^gpt-\\\\d{4}$'},{'ends_with':'-gpt'}]},'prices':{'input_mtok':2.5,'output_mtok':8}}]},"
          + "{'id':'azure','models':[{'id':'gpt-cloud','match':{'contains':'gpt'},'prices':{'input_mtok':3,'output_mtok':8}},"
          + "{'id':'bad','match':{'regex':'('},'prices':{'input_mtok':3,'output_mtok':8}},"
          + "{'id':'worse','match':{'sounds_like':'gpt'},'prices':{'input_mtok':3,'output_mtok':8}}]},"
          + "{'id':'empty'}]";

  @ParameterizedTest
  @CsvSource({
    "gpt, , 2.5",
    "gpt-0613, , 2.5",
    "my-gpt, , 0",
    "gpt-very-big, , 1.5",
    "GPT-VERY-BIG, , 1.5",
    "gpt-061, , 3",
    "gpt, azure, 3",
    "gpt, openai, 2.5",
    "gpt, openai_eu, 2.5",
    "gpt, elsewhere, 2.5",
    "claude, , 0"
  })
  void namesAreTheListsByItsOwnRules(String model, String provider, double input)
      throws IOException {
    for (String form : List.of("%s", "{'units':{},'providers':%s}")) {
      topic = new ControlInForce();
      topic.take(
          "control-0@0",
          null,
          "{\"type\":\"model\",\"model\":\"%s\",\"version\":1,\"input_usd_per_mtok\":2,\"output_usd_per_mtok\":8%s}"
              .formatted(model, provider == null ? "" : ",\"provider\":\"" + provider + '"')
              .getBytes(UTF_8),
          NOW - 1000);
      assertThat(topic.refused()).isEmpty();
      Path file =
          Files.writeString(folder.resolve("ruled.json"), form.formatted(RULED).replace('\'', '"'));

      PriceSync sync =
          new PriceSync(
              topic,
              PriceList.read(file, PriceListFormat.GENAI_PRICES, NOW),
              PriceMap.empty(),
              3,
              Set.of(),
              NOW);
      put(sync);

      assertThat(topic.own(model, NOW).inputUsdPerMtok())
          .as(sync.findings().toString())
          .isEqualTo(input == 0 ? 2 : input);
      assertThat(sync.findings().get(0).text()).contains(input == 0 ? "" : "by its rule for names");
    }
  }

  @Test
  void aPoolInAFileIsHeldAgainstAListWithoutABroker() throws IOException {
    StringWriter said = new StringWriter();
    int exit =
        new CommandLine(new ControlCommand())
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true))
            .execute(
                "sync",
                "--from",
                LISTS.resolve("litellm.json").toString(),
                "--format",
                "litellm",
                "--pool",
                CONFIGS.resolve("production/pool.jsonl").toString(),
                "--as-of",
                "2026-11-30T00:00:00Z",
                "--keep",
                folder.toString());

    assertThat(exit).as(said.toString()).isZero();
    assertThat(said.toString())
        .contains("~ model/claude-sonnet-5  version 1 -> 2", "? model/claude-opus-5 held back")
        .doesNotContain("Published");
    assertThat(ControlFile.read(folder.resolve("prices-2026-11-30T000000Z.jsonl"))).hasSize(3);
  }

  @Test
  void whatAPersonConfirmsIsInForceThoughItIsFarOff() throws IOException {
    only("");

    put(
        given(
            "{'openai/gpt':{'input_cost_per_token':0.0002,'output_cost_per_token':0.0008}}",
            PriceMap.empty(),
            "gpt"));

    assertThat(topic.own("gpt", NOW).inputUsdPerMtok()).isEqualTo(200);
    assertThat(topic.waiting()).isEmpty();
  }

  @Test
  void aPinnedModelKeepsItsPriceAndSaysWhatTheListHas() throws IOException {
    only("");
    String list = "{'openai/gpt':{'input_cost_per_token':1e-06,'output_cost_per_token':4e-06}}";

    PriceSync pinned = given(list, map("{'gpt':{'pinned':true}}"));
    PriceSync own =
        given(
            list, map("{'gpt':{'pinned':true,'input_usd_per_mtok':1.8,'output_usd_per_mtok':7}}"));

    assertThat(pinned.findings().get(0).text()).isEqualTo("pinned, and the list has 1 / 4");
    assertThat(ChangePlan.of(topic, pinned.lines("sync"), NOW).toPublish()).isEmpty();
    put(own);
    assertThat(topic.own("gpt", NOW).inputUsdPerMtok()).isEqualTo(1.8);
  }

  @Test
  void aModelThatOnlyTheMapHasIsLookedAtByAPersonFirst() throws IOException {
    String list = "{'x/new':{'input_cost_per_token':1e-06,'output_cost_per_token':4e-06}}";
    PriceMap map = map("{'new':'x/new'}");

    assertThat(outcomes(given(list, map))).containsEntry("new", Outcome.HELD);
    assertThat(put(given(list, map, "new"))).contains("+ model/new  new, version 1");
    assertThat(topic.own("new", 0).inputUsdPerMtok()).isEqualTo(1);
  }

  @Test
  void aModelThatSeveralPlacesServeIsNotGuessed() throws IOException {
    only("");
    PriceSync sync =
        given(
            "{'azure/gpt':{'input_cost_per_token':1e-06,'output_cost_per_token':4e-06}}",
            PriceMap.empty());

    assertThat(sync.findings().get(0).text())
        .isEqualTo("in the list by the names azure/gpt; say in the map which");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LITELLM|[]|that is no list of litellm",
        "OPENROUTER|{'a':1}|that is no list of openrouter",
        "MODELS_DEV|[]|that is no list of models.dev",
        "GENAI_PRICES|{}|that is no list of genai-prices",
        "LITELLM|{}|no model in it has a price of tokens",
        "LITELLM|{'a':|line 1: that is no JSON",
        "LITELLM|<html>|line 1: that is no JSON"
      })
  void whatIsNoSuchListIsRefused(PriceListFormat format, String content, String said)
      throws IOException {
    Path file = Files.writeString(folder.resolve("list.json"), content.replace('\'', '"'));

    assertThatThrownBy(() -> PriceList.read(file, format, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("list.json")
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|a map is an object",
        "{'gpt':{'nmae':'x'}}|there is no field nmae",
        "{'gpt':{'pinned':'yes'}}|pinned as true or false",
        "{'gpt':{'input_usd_per_mtok':1,'output_usd_per_mtok':1}}|goes with \"pinned\": true",
        "{'gpt':{'pinned':true,'input_usd_per_mtok':1}}|has both",
        "{'gpt':'a','gpt':'b'}|Duplicate field"
      })
  void aMapThatSaysNothingIsRefused(String json, String said) {
    assertThatThrownBy(() -> map(json)).hasMessageContaining(said);
  }

  @Test
  void theMapOfTheExamplesIsRead() {
    PriceSync sync = sync(PriceListFormat.LITELLM, PriceMap.read(LISTS.resolve("map.json")));

    assertThat(outcomes(sync))
        .containsEntry("mistral-large-2512", Outcome.PINNED)
        .containsEntry("gpt-oss-120b", Outcome.PINNED);
    assertThat(put(sync)).contains("      input_usd_per_mtok   0.039 -> 0.05");
  }

  @Test
  void whatIsPublishedIsKeptWithItsDay() throws IOException {
    PriceSync sync = sync(PriceListFormat.LITELLM, PriceMap.empty());
    PriceList list = PriceList.read(LISTS.resolve("litellm.json"), PriceListFormat.LITELLM, NOW);

    Path kept =
        new SyncText(sync, list, LISTS.resolve("litellm.json"), NOW)
            .keep(folder.resolve("kept"), sync.lines("sync"), topic);

    assertThat(kept.getFileName()).hasToString("prices-2026-11-30T000000Z.jsonl");
    assertThat(ControlFile.read(kept)).hasSize(3);
    assertThat(Files.readString(kept))
        .contains("# ? model/claude-opus-5 held back: 5 / 25 -> 0.005 / 0.025");
  }
}
