package dev.surety.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real browser without a window. The page is shown in a frame of the wanted width, since windows
 * have a least width, and measured from outside.
 */
public final class Browser {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECONDS = 240;
  private static final Pattern SEEN =
      Pattern.compile("<pre id=\"seen\">(.*?)</pre>", Pattern.DOTALL);

  /** Measures the frame when it is loaded and leaves the figures in the document. */
  private static final String FRAME =
      """
      <!DOCTYPE html><meta charset="utf-8"><body><script>
      const frame = document.createElement('iframe');
      frame.width = %d; frame.height = 900;
      frame.onload = () => {
        const page = frame.contentDocument, root = page.documentElement;
        const seen = document.createElement('pre');
        seen.id = 'seen';
        seen.textContent = JSON.stringify({
          width: root.clientWidth,
          scrollWidth: root.scrollWidth,
          height: root.scrollHeight,
          charts: [...page.querySelectorAll('figure svg')].filter(s => s.getBoundingClientRect().height > 50).length,
          background: frame.contentWindow.getComputedStyle(page.body).backgroundColor,
          title: page.title,
          text: page.body.innerText,
          resources: frame.contentWindow.performance.getEntriesByType('resource').map(r => r.name)
        });
        document.body.append(seen);
      };
      frame.%s = %s;
      document.body.append(frame);
      </script>
      """;

  /**
   * @param console what the browser had to complain about
   */
  public record View(JsonNode seen, List<String> console) {}

  private final Path folder;

  /**
   * @param folder for its profile and files
   */
  public Browser(Path folder) {
    this.folder = folder;
  }

  /** Shows a page that needs no server. */
  public View show(String page, int width, String... flags)
      throws IOException, InterruptedException {
    String text = JSON.writeValueAsString(page).replace("</", "<\\/");
    Path frame =
        Files.writeString(folder.resolve("frame.html"), FRAME.formatted(width, "srcdoc", text));
    return visit(frame.toUri(), flags);
  }

  /**
   * A page that shows and measures another of its own server, for {@link #visit}.
   *
   * @param path of the other page
   */
  public static String frame(String path, int width) throws IOException {
    return FRAME.formatted(width, "src", JSON.writeValueAsString(path));
  }

  /** Shows a page that is a frame. */
  public View visit(URI frame, String... flags) throws IOException, InterruptedException {
    Path dom = folder.resolve("dom.html");
    Path log = folder.resolve("browser.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=5000",
                "--window-size=1400,1000"));
    command.addAll(List.of(flags));
    command.addAll(List.of("--dump-dom", frame.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the browser took more than " + SECONDS + " s");
      }
    } finally {
      process.destroyForcibly();
    }
    Matcher seen = SEEN.matcher(Files.readString(dom));
    if (!seen.find()) {
      throw new IOException("the browser showed nothing:\n" + Files.readString(log));
    }
    List<String> console =
        new String(Files.readAllBytes(log), UTF_8)
            .lines()
            .filter(line -> line.contains("CONSOLE"))
            .toList();
    String json = seen.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return new View(JSON.readTree(json), console);
  }
}
