package dev.surety.demo.door;

import dev.surety.domain.TenantTier;
import java.util.List;

/** What to type to come in through a door; each part works as it stands. */
final class Invitation {

  private Invitation() {}

  static List<String> of(String base, TenantTier tenant, String key) {
    return List.of(
        "Ask as a customer of %s: any OpenAI client, with this base URL and this key."
            .formatted(tenant.key()),
        "",
        "  # the header x-surety-model says who answers",
        "  curl -si %s/chat/completions -H 'authorization: Bearer %s' -H 'content-type: application/json' \\"
            .formatted(base, key),
        "    -d '{\"model\": \"surety\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}'",
        "",
        "  # a thumb for an answer, by its id; the status page shows it within seconds",
        "  curl -s %s/feedback -H 'authorization: Bearer %s' \\".formatted(base, key),
        "    -d '{\"response_id\": \"chatcmpl-sim-1\", \"satisfied\": true}'",
        "",
        "  // Node, after: npm install openai",
        "  const OpenAI = require('openai');",
        "  const client = new OpenAI({ baseURL: '%s', apiKey: '%s' });".formatted(base, key),
        "  client.chat.completions.create({ model: 'surety', messages: [{ role: 'user', content: 'Hello' }] })",
        "    .withResponse().then(({ data, response }) =>",
        "      console.log(response.headers.get('x-surety-model'), data.choices[0].message.content));",
        "");
  }
}
