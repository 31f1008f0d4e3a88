package dev.surety.policy;

import java.util.function.Function;

/**
 * A kind of artefact on the control topic.
 *
 * @param name as its records name it
 * @param type of what its payload says
 * @param read makes that of the payload; throws {@link IllegalArgumentException} saying what is
 *     wrong with it
 */
public record ArtefactKind<T>(String name, Class<T> type, Function<String, T> read) {}
