package dev.surety.demo.live;

import java.util.List;
import java.util.stream.IntStream;

/** Shares of the models as a stacked bar, one letter a model. */
final class ShareBar {

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private ShareBar() {}

  /** The letter of model {@code index}. */
  static String letter(int index) {
    return String.valueOf(LETTERS.charAt(index % LETTERS.length()));
  }

  /** A bar of exactly {@code width} columns; blank if there are no decisions yet. */
  static String render(List<Long> decisions, int width, Ink ink) {
    int[] cells = apportion(decisions, width);
    StringBuilder bar = new StringBuilder();
    for (int m = 0; m < cells.length; m++) {
      bar.append(ink.model(m, letter(m).repeat(cells[m])));
    }
    return bar.append(" ".repeat(width - IntStream.of(cells).sum())).toString();
  }

  /** Largest remainders: the cells add up to the width and each is within one of its share. */
  static int[] apportion(List<Long> decisions, int width) {
    long total = decisions.stream().mapToLong(Long::longValue).sum();
    int[] cells = new int[decisions.size()];
    if (total == 0) {
      return cells;
    }
    double[] remainder = new double[cells.length];
    for (int m = 0; m < cells.length; m++) {
      double exact = (double) decisions.get(m) * width / total;
      cells[m] = (int) exact;
      remainder[m] = exact - cells[m];
    }
    int left = width - IntStream.of(cells).sum();
    IntStream.range(0, cells.length)
        .boxed()
        .sorted((a, b) -> Double.compare(remainder[b], remainder[a]))
        .limit(left)
        .forEach(m -> cells[m]++);
    return cells;
  }
}
