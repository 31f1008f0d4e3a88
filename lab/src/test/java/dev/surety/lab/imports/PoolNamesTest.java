package dev.surety.lab.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as providers write them, and the models of the pool that they are. */
class PoolNamesTest {

  @TempDir private Path folder;
  private PoolNames pool;

  @BeforeEach
  void give() throws IOException {
    pool =
        PoolNames.of(
            Files.writeString(
                folder.resolve("pool.jsonl"),
                """
                {"type":"model","model":"gpt-4o","version":1,"input_usd_per_mtok":1,"output_usd_per_mtok":2}
                {"type":"model","model":"gpt-4o-mini","version":1,"input_usd_per_mtok":1,"output_usd_per_mtok":2}
                {"type":"model","model":"claude-3-5-sonnet","version":1,"input_usd_per_mtok":1,"output_usd_per_mtok":2,"aliases":["sonnet"]}
                {"type":"model","model":"llama-a-20240101","version":1,"input_usd_per_mtok":1,"output_usd_per_mtok":2}
                {"type":"model","model":"llama-a-20240601","version":1,"input_usd_per_mtok":1,"output_usd_per_mtok":2}
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, gpt-4o, NAME",
    "GPT-4o, gpt-4o, NAME",
    "gpt-4o-mini, gpt-4o-mini, NAME",
    "sonnet, claude-3-5-sonnet, ALIAS",
    "openai/gpt-4o, gpt-4o, PREFIX",
    "azure/eu/gpt-4o-mini, gpt-4o-mini, PREFIX",
    "gpt-4o-2024-08-06, gpt-4o, DATE",
    "openai/gpt-4o-20240806, gpt-4o, DATE",
    "gpt-4o-latest, gpt-4o, DATE",
    "openrouter/openai/gpt-4o:free, gpt-4o, DATE",
    "vertex_ai/claude-3-5-sonnet@20240620, claude-3-5-sonnet, DATE",
    "eu.anthropic.claude-3-5-sonnet-20240620-v1:0, claude-3-5-sonnet, DATE",
    "llama-a-20240601, llama-a-20240601, NAME",
    "llama-a-20250101, llama-a-20250101, SEVERAL",
    "llama-a, llama-a, SEVERAL",
    "gpt-4, gpt-4, NONE",
    "gpt-4o-audio, gpt-4o-audio, NONE",
    "my-gpt-4o, my-gpt-4o, NONE"
  })
  void aNameIsTheModelThatItNamesOrItself(String name, String model, PoolNames.Match match) {
    assertThat(pool.of(name)).isEqualTo(new PoolNames.Named(model, match));
  }
}
