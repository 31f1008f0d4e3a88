package dev.surety.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The real network, in this process. */
class EmbeddedRowsTest {

  private final EmbeddedRows rows = new EmbeddedRows();

  @Test
  void likeSentencesAreNearAndTheRestOfTheRowStays() throws IOException {
    double[] cat = embedding("The cat sleeps on the sofa.");
    double[] kitten = embedding("A kitten is asleep on a couch.");
    double[] tax = embedding("Compute the marginal tax rate of a company.");
    assertThat(cat).hasSize(384);
    assertThat(dot(cat, cat)).isCloseTo(1, within(0.01));
    assertThat(dot(cat, kitten)).isGreaterThan(dot(cat, tax) + 0.2);
  }

  @Test
  void whatIsNoRowIsRefused() {
    assertThatThrownBy(() -> rows.embed("{\"id\": 1}")).hasMessageContaining("\"prompt\"");
  }

  private double[] embedding(String prompt) throws IOException {
    JsonNode row =
        new ObjectMapper().readTree(rows.embed("{\"id\": \"r7\", \"prompt\": \"" + prompt + "\"}"));
    assertThat(row.path("id").asText()).isEqualTo("r7");
    double[] vector = new double[row.path("embedding").size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = row.path("embedding").get(i).asDouble();
    }
    return vector;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
