package dev.surety.gateway.keys;

import dev.surety.domain.TenantTier;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Makes keys. */
public final class NewKey {

  private NewKey() {}

  /**
   * Makes a key and stores its hash; a door that runs lets its bearer in within seconds.
   *
   * @param file of keys, which need not be there yet
   * @return the key, which nobody can get again
   */
  public static String add(Path file, TenantTier owner) throws IOException {
    return add(new KeyFile(file), owner);
  }

  static String add(KeyFile file, TenantTier owner) throws IOException {
    String text = KeyText.random(new SecureRandom());
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    file.change(
        keys -> {
          List<ApiKey> more = new ArrayList<>(keys);
          more.add(new ApiKey(KeyText.id(text), KeyText.sha256(text), owner, now, null));
          return more;
        });
    return text;
  }
}
