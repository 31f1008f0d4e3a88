package dev.surety.operate.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordFieldsTest {

  private static List<String> unknown(String json) throws IOException {
    return RecordFields.unknown(new ObjectMapper().readTree(json.replace('\'', '"')));
  }

  @Test
  void aSlipIsFoundAtEveryDepth() throws IOException {
    assertThat(unknown("{'type':'sla','tenant':'a','targt':1,'feedback':{'max_opn':1,'window':1}}"))
        .containsExactly("targt", "feedback.max_opn");
    assertThat(unknown("{'type':'model','model':'m','calendar':[{'from':1},{'form':1}]}"))
        .containsExactly("calendar.form");
  }

  /** It stands in states; in a file it would be ignored. */
  @Test
  void whenItWasPublishedIsNoFieldOfTheContract() throws IOException {
    assertThat(unknown("{'type':'model','model':'m','published_at':1}"))
        .containsExactly("published_at");
    assertThat(unknown("{'type':'model_removed','model':'m','version':1}")).isEmpty();
  }
}
