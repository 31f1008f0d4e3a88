package dev.surety.gateway.options;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** Reads the origins of pages, as browsers write them: a scheme, a host, and a port if need be. */
final class Origins {

  /** Of any page. */
  static final String ANY = "*";

  private Origins() {}

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException if one of them is none
   */
  static List<String> read(String text) {
    List<String> origins = DoorOption.names(text).stream().map(Origins::origin).toList();
    if (origins.size() > 1 && origins.contains(ANY)) {
      throw new IllegalArgumentException("takes '*' alone, as it is all of them");
    }
    return origins;
  }

  private static String origin(String text) {
    if (text.equals(ANY)) {
      return text;
    }
    try {
      URI uri = new URI(text);
      boolean bare = uri.getScheme() != null && uri.getHost() != null;
      if (bare && text.equals(uri.getScheme() + "://" + uri.getRawAuthority())) {
        return shown(uri);
      }
    } catch (URISyntaxException e) {
      // It is told below, with what it should be.
    }
    throw new IllegalArgumentException(
        "takes origins such as https://app.example.com, with no path, no user and no slash behind");
  }

  /** As a browser would: small letters, and no port that goes without saying. */
  private static String shown(URI uri) {
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("takes origins without a user");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : scheme.equals("http") ? 80 : -1;
    String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
  }
}
