package dev.surety.demo.security;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Keeps all that this process logs at INFO or above, while it is open. */
final class LogTap extends AbstractAppender implements AutoCloseable {

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final LoggerConfig root = context.getConfiguration().getRootLogger();
  private final Level before = root.getLevel();

  private LogTap() {
    super("tap", null, null, true, Property.EMPTY_ARRAY);
  }

  static LogTap open() {
    LogTap tap = new LogTap();
    tap.start();
    // What stood there to be printed stays as quiet as it was.
    tap.root
        .getAppenderRefs()
        .forEach(
            ref -> {
              var appender = tap.root.getAppenders().get(ref.getRef());
              tap.root.removeAppender(ref.getRef());
              tap.root.addAppender(appender, tap.before, null);
            });
    tap.root.addAppender(tap, Level.INFO, null);
    tap.root.setLevel(Level.INFO);
    tap.context.updateLoggers();
    return tap;
  }

  @Override
  public void append(LogEvent event) {
    Throwable thrown = event.getThrown();
    lines.add(event.getMessage().getFormattedMessage() + (thrown == null ? "" : " " + thrown));
  }

  Queue<String> lines() {
    return lines;
  }

  @Override
  public void close() {
    root.removeAppender(getName());
    root.setLevel(before);
    context.updateLoggers();
  }
}
