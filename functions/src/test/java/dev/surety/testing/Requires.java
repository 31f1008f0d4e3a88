package dev.surety.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * This test needs things outside the repository. Where one is absent the test is reported as
 * skipped, with what to do about it; where the environment variable {@code SURETY_REQUIRE} (words
 * separated by commas) names it, the test fails instead, so that nothing is skipped unseen in CI.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RequiresCondition.class)
@Repeatable(Requires.All.class)
public @interface Requires {

  Outside[] value();

  /** More than one of them, for instance {@link RequiresData} and another. */
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @ExtendWith(RequiresCondition.class)
  @interface All {
    Requires[] value();
  }
}
