package dev.surety.demo.traffic;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a user says about an answer.
 *
 * @param satisfied whether the answer satisfied
 * @param score how much, 0..1; present when the data is graded
 * @param delay time between the answer and the feedback
 */
public record UserFeedback(boolean satisfied, OptionalDouble score, Duration delay) {}
