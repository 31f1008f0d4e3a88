package dev.surety.gateway.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the door was told, checked. Its text shows no secret.
 *
 * @param brokers of Kafka
 * @param kafka further properties of its clients; there may be passwords among them
 * @param topicPrefix before the names of all topics
 * @param judge who judges answers, or {@code null}
 */
public record DoorSettings(
    Listening listening,
    String brokers,
    Map<String, Secret> kafka,
    String topicPrefix,
    Deciding deciding,
    Path keyFile,
    Duration keyReload,
    Answering answering,
    Judging judging,
    JudgeSettings judge,
    Stopping stopping,
    List<UpstreamSettings> upstreams) {

  /**
   * Where, and what is taken.
   *
   * @param corsOrigins pages whose scripts may ask from a browser; "*" is all of them
   */
  public record Listening(
      String address,
      int port,
      int eventLoops,
      int keyInFlight,
      int bodyMax,
      long bodiesMax,
      Duration bodyTimeout,
      List<String> corsOrigins) {}

  /** How a model is found. */
  public record Deciding(
      Duration budget,
      List<String> defaultModels,
      List<String> routeNames,
      Named named,
      String incumbent,
      boolean sendPrompt,
      Map<String, List<String>> choices,
      int conversations,
      Duration cacheFor) {}

  /** What is waited for, held and shown. */
  public record Answering(
      int maxBody,
      BodyModel bodyModel,
      int holdEvents,
      int holdBytes,
      Duration pingEvery,
      Duration firstToken,
      Duration idle,
      Duration whole) {}

  /** What counts as a judgement, and of how many answers. */
  public record Judging(List<String> scoreNames, int remember) {}

  /** How long a stop may take. */
  public record Stopping(Duration refuseAfter, Duration drain) {}

  /** What it means when a client names a model. */
  public enum Named {
    PIN,
    INCUMBENT
  }

  /** What the body of an answer calls its model. */
  public enum BodyModel {
    REAL,
    ALIAS
  }
}
