package dev.surety.operate.deadletters;

import java.io.PrintWriter;

/** What became of the letters that were meant. */
final class ReplayCounts {

  long meant;
  long sent;
  long withoutPrompt;
  long alreadySent;
  long cut;

  void print(PrintWriter out, boolean dryRun) {
    out.printf("%,d dead letters are meant; %s %,d%n", meant, dryRun ? "would send" : "sent", sent);
    if (alreadySent > 0) {
      out.printf("  %,d were sent before, and are not sent twice%n", alreadySent);
    }
    if (cut > 0) {
      out.printf(
          "  %,d were too large to be kept whole, and cannot be sent; fetch them from their"
              + " topic%n",
          cut);
    }
    if (withoutPrompt > 0) {
      out.printf(
          "  %,d of those %s were refused by ROUTE, which keeps no prompts: they go without%n",
          withoutPrompt, dryRun ? "to be sent" : "sent");
    }
  }
}
