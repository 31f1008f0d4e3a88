package dev.surety.domain;

import static dev.surety.domain.ErrorKind.FAILURE;
import static dev.surety.domain.ErrorKind.RATE_LIMIT;
import static dev.surety.domain.ErrorKind.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gateways write in {@code error}, and what it says of the model. */
class ErrorKindTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "503",
        "500",
        "502 Bad Gateway",
        "HTTP 504",
        "529",
        "error code: 503",
        "upstream status=500",
        "408",
        "401 Unauthorized",
        "403",
        "404 model not found",
        "410",
        "timeout",
        "Read timed out",
        "took too long",
        "timeout after 400 ms",
        "overloaded_error",
        "internal_server_error",
        "service_unavailable",
        "connection refused",
        "ECONNRESET",
        "InternalServerException",
        "empty response",
        "DeadlineExceeded",
        "something went wrong",
        "-",
        "12345",
        "x400",
        "4000"
      })
  void theModelFailed(String error) {
    assertThat(ErrorKind.of(error)).isEqualTo(FAILURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "429",
        "429 Too Many Requests",
        "rate_limit_exceeded",
        "RateLimitError",
        "ThrottlingException",
        "400 ThrottlingException",
        "RESOURCE_EXHAUSTED",
        "insufficient_quota",
        "HTTP 429"
      })
  void theModelHadTooMuchToDo(String error) {
    assertThat(ErrorKind.of(error)).isEqualTo(RATE_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "400",
        "400 Bad Request",
        "HTTP 413",
        "422",
        "499",
        "context_length_exceeded",
        "400: This model's maximum context length is 8192 tokens",
        "prompt is too long: 210000 tokens",
        "content_filter",
        "content_policy_violation",
        "ContentFilter",
        "ResponsibleAIPolicyViolation",
        "invalid_request_error",
        "ValidationException",
        "invalid_prompt",
        "cancelled",
        "client_closed_request",
        "safety",
        "request too large"
      })
  void theRequestWasAtFault(String error) {
    assertThat(ErrorKind.of(error)).isEqualTo(REQUEST);
  }

  @Property
  void anyTextHasAKind(@ForAll String error) {
    assertThat(ErrorKind.of(error)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refused",
        "refused: status 401",
        "401 Unauthorized",
        "HTTP 403",
        "404 model not found",
        "402",
        "permission_denied",
        "cancelled",
        "400",
        "context_length_exceeded"
      })
  void itIsTheCallersOwn(String error) {
    assertThat(ErrorKind.isOfTheCaller(error)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"503", "timeout after 403 ms", "connection refused", "429", "ECONNREFUSED", "-"})
  void othersMeetItToo(String error) {
    assertThat(ErrorKind.isOfTheCaller(error)).isFalse();
  }
}
