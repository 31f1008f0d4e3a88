package dev.surety.lab.imports;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * RouterBench's CSV: a row a prompt; of every model its score, {@code NAME|model_response} and
 * {@code NAME|total_cost}.
 */
final class RouterBenchReader {

  static final String COST = "|total_cost";
  private static final String RESPONSE = "|model_response";
  private static final int CHARS_PER_TOKEN = 4;

  private final Intake intake;
  private final LongHashes ids = new LongHashes();
  private long written;

  RouterBenchReader(Intake intake) {
    this.intake = intake;
  }

  /** The models of a header. */
  static List<String> models(List<String> header) {
    return header.stream()
        .filter(column -> column.endsWith(COST))
        .map(column -> column.substring(0, column.length() - COST.length()))
        .filter(header::contains)
        .toList();
  }

  /**
   * @param names the models as this file calls them, in the order of the rows' arrays
   */
  void read(SourceFile file, List<String> names, FullRows rows) throws IOException {
    CsvRecords records = new CsvRecords(file.text());
    List<String> header = records.header();
    int id = header.indexOf("sample_id");
    int prompt = header.indexOf("prompt");
    int domain = header.indexOf("eval_name");
    records.each(
        header,
        intake,
        cells -> {
          String name = id < 0 ? file.path().getFileName() + ":" + records.line() : cells.get(id);
          if (ids.add(name)) {
            String asked = prompt < 0 ? "" : cells.get(prompt);
            String kind = domain < 0 ? "routerbench" : cells.get(domain);
            write(rows, names, header, cells, name, asked, kind);
          } else {
            intake.passedOver("doubled: its id was there");
          }
        });
  }

  private void write(
      FullRows rows,
      List<String> names,
      List<String> header,
      List<String> cells,
      String id,
      String prompt,
      String domain)
      throws IOException {
    double[] quality = new double[names.size()];
    double[] cost = new double[names.size()];
    double[] in = new double[names.size()];
    double[] out = new double[names.size()];
    Arrays.fill(in, 1 + prompt.length() / CHARS_PER_TOKEN);
    for (int m = 0; m < quality.length; m++) {
      quality[m] = share(cell(header, cells, names.get(m)));
      cost[m] = money(cell(header, cells, names.get(m) + COST));
      String response = cell(header, cells, names.get(m) + RESPONSE);
      out[m] = response == null ? 0 : 1 + response.length() / CHARS_PER_TOKEN;
      if (Double.isNaN(quality[m] + cost[m])) {
        quality[m] = cost[m] = out[m] = Double.NaN;
      }
    }
    rows.write(id, domain, prompt, prompt.length(), quality, cost, in, out);
    written++;
  }

  /** How many rows have been written. */
  long rows() {
    return written;
  }

  private static String cell(List<String> header, List<String> cells, String column) {
    int at = header.indexOf(column);
    return at < 0 ? null : cells.get(at);
  }

  private double share(String text) {
    double share = LabelScale.SHARES.of(text);
    if (share < 0) {
      intake.valueLeftOut("a score that is not from 0 to 1");
      return Double.NaN;
    }
    return share;
  }

  private double money(String text) {
    if (Cells.isNothing(text)) {
      return Double.NaN;
    }
    double usd = Cells.number(text);
    if (!(usd >= 0)) {
      intake.valueLeftOut("a cost that is no sum of money");
      return Double.NaN;
    }
    return usd;
  }
}
