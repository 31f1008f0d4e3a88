package dev.surety.gateway.keys;

import dev.surety.domain.TenantTier;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Keys for tests of other packages. */
public final class TestKeys {

  private TestKeys() {}

  /** Makes a key and gives it. */
  public static String add(Path file, String tenant, String tier) throws IOException {
    String text = KeyText.random(new SecureRandom());
    new KeyFile(file)
        .change(
            keys -> {
              List<ApiKey> more = new ArrayList<>(keys);
              more.add(
                  new ApiKey(
                      KeyText.id(text),
                      KeyText.sha256(text),
                      new TenantTier(tenant, tier),
                      "2026-11-30T00:00:00Z",
                      null));
              return more;
            });
    return text;
  }
}
