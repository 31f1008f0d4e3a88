package dev.surety.operate.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.Standing;
import dev.surety.estimator.Interval;
import dev.surety.estimator.Interval.Verdict;
import dev.surety.output.page.Block;
import dev.surety.output.page.Block.Fact;
import dev.surety.output.page.Block.TableCell;
import dev.surety.output.page.Page;
import dev.surety.output.page.Phrase;
import dev.surety.output.page.Resource;
import dev.surety.output.terminal.Figures;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The page: one file with its style, its script and what is known when it is asked for; it then
 * asks for news by itself. Where no script runs it shows a table, and is asked for anew.
 */
final class StatusPage {

  private static final int SECONDS_WITHOUT_SCRIPT = 5;

  private final String script = Resource.text(StatusPage.class, "status.js");

  /**
   * The page as HTML.
   *
   * @param most tenants that are shown, of all that are counted
   * @param now epoch milliseconds
   */
  String write(Board board, int most, long now) {
    List<KeyStatus> keys = board.keys(null);
    List<Block> blocks =
        List.of(
            new Block.Heading(1, "Promises now"),
            new Block.Paragraph(
                Figures.count(keys.size())
                    + " tenants and tiers at "
                    + Figures.time(now)
                    + ". With JavaScript this page has pictures."),
            new Block.Tiles(tiles(keys)),
            new Block.Table(
                List.of(
                    "tenant / tier",
                    "promise",
                    "promised",
                    "delivered",
                    "95 %",
                    "debt",
                    "cost USD",
                    "judge USD",
                    "saved",
                    "requests"),
                keys.stream().limit(most).map(StatusPage::row).toList()));
    String data = StatusJson.of(board, null, "", most, now).toString();
    Page.Life life = new Page.Life(script, data, SECONDS_WITHOUT_SCRIPT);
    return new Page("Promises now", blocks, life).html();
  }

  private static List<Fact> tiles(List<KeyStatus> keys) {
    long judged = keys.stream().filter(k -> k.verdict() != Verdict.UNKNOWN).count();
    long kept =
        keys.stream()
            .filter(k -> k.verdict() == Verdict.KEPT || k.verdict() == Verdict.LIKELY_KEPT)
            .count();
    long requests = keys.stream().mapToLong(k -> k.standing().requests()).sum();
    return List.of(
        new Fact("promises kept", kept + " of " + judged),
        new Fact("requests", Figures.count(requests)));
  }

  private static List<TableCell> row(KeyStatus key) {
    Standing standing = key.standing();
    Interval delivered = key.delivered();
    boolean judged = delivered.count() > 0;
    return List.of(
        TableCell.of(standing.key().tenant() + " / " + standing.key().tier()),
        TableCell.of(Phrase.EMPTY.verdict(key.verdict())),
        TableCell.of(Figures.percent(standing.target())),
        TableCell.of(judged ? Figures.percent(delivered.mean()) : "-"),
        TableCell.of(judged ? Figures.range(delivered.low(), delivered.high()) : "-"),
        TableCell.of(Figures.fixed(standing.queue(), 1)),
        TableCell.of(Figures.usd(standing.costUsd())),
        TableCell.of(standing.judge() == null ? "-" : Figures.usd(standing.judge().spentUsd())),
        TableCell.of(Figures.percent(key.saved())),
        TableCell.of(Figures.count(standing.requests())));
  }

  /**
   * What a browser may do with the page: run this script, use this style, ask here for news, and
   * nothing else, whatever a tenant is called.
   */
  String securityPolicy() {
    return "default-src 'none'; img-src data:; connect-src 'self'; base-uri 'none'; form-action"
        + " 'none'; frame-ancestors 'self'; style-src '"
        + hash(Page.style())
        + "'; script-src '"
        + hash(script)
        + "'";
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
