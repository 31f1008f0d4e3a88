package dev.surety.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.engine.TenantConfig;
import dev.surety.testing.Answers;
import dev.surety.testing.Browser;
import dev.surety.testing.Outside;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.testing.Requires;
import dev.surety.tools.audit.WrittenJournal;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: what markup alone does not show. */
@Requires(Outside.CHROMIUM)
class AuditPageITCase {

  private static final int DECISIONS = 150;
  private static final int PHONE = 390;
  private static final int DESK = 1280;
  private static final int CHARTS_A_KEY = 3;

  @TempDir Path folder;

  @Test
  void fitsPhoneAndDeskAsksForNothingAndHasADarkSide() throws Exception {
    List<TenantTier> keys =
        List.of(
            new TenantTier("acme", "gold"),
            new TenantTier("a-tenant-with-quite-a-long-name-of-its-own.example", "platinum"));
    for (TenantTier key : keys) {
      WrittenJournal.write(folder.resolve("journal"), key.tier(), play(key));
    }
    String page =
        PromisePage.write(
            PromiseReport.of(
                History.newest(JournalFiles.in(folder.resolve("journal"))), key -> true));
    assertThat(page).doesNotContain("http:", "https:", "src=", "<script", "@import", "url(");
    Browser browser = new Browser(Files.createDirectory(folder.resolve("browser")));

    for (int width : List.of(PHONE, DESK)) {
      Browser.View view = browser.show(page, width);
      assertThat(view.console()).isEmpty();
      assertThat(view.seen().path("resources")).isEmpty();
      assertThat(view.seen().path("charts").asInt()).isEqualTo(keys.size() * CHARTS_A_KEY);
      assertThat(view.seen().path("width").asInt()).isBetween(width - 20, width);
      assertThat(view.seen().path("scrollWidth").asInt())
          .as("no scrolling sideways at " + width)
          .isLessThanOrEqualTo(view.seen().path("width").asInt());
      assertThat(view.seen().path("background").asText()).isEqualTo("rgb(255, 255, 255)");
    }
    Browser.View dark = browser.show(page, DESK, "--blink-settings=preferredColorScheme=0");
    assertThat(dark.seen().path("background").asText()).isEqualTo("rgb(20, 23, 28)");
  }

  private static List<JournalRow> play(TenantTier key) {
    Play play = Play.of(Promises.surety(0.8).sla(), Pools.of(12)).key(key);
    for (int i = 0; i < DECISIONS; i++) {
      Decision decision = play.decide(Requests.id("r" + i).of(key).at(i * 60_000L).request());
      play.learn(Answers.to(decision).at(i * 60_000L).satisfied(i % 4 > 0).paid(0.01).feedback());
    }
    List<JournalRow> rows = new ArrayList<>(play.journal());
    rows.add(
        WrittenJournal.config("run-1", TenantConfig.of(Promises.surety(0.8).sla(), Pools.of(12))));
    return rows;
  }
}
