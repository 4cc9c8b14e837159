package io.weir.engine.definition;

import io.weir.engine.definition.SourcePlan.Expected;
import io.weir.engine.definition.SourcePlan.ExtraFields;
import io.weir.engine.definition.SourcePlan.MissingColumns;
import io.weir.engine.definition.SourcePlan.OnTooFew;
import io.weir.engine.definition.SourcePlan.Retries;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a table or a collection entry says of sources that are silent, away, or not as
 * expected.
 */
final class SourcePolicies {
  static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);
  static final int MOST_RETRIES = 10;
  static final long MOST_RECORDS = 1_000_000_000_000_000L;
  static final int LARGEST_SAMPLE = 1000;
  private static final Duration LONGEST_IDLE = Duration.ofHours(24);

  private final Problems problems;

  SourcePolicies(Problems problems) {
    this.problems = problems;
  }

  Duration idleTimeout(Fields source) {
    return duration(source, "idleTimeout", LONGEST_IDLE, "24 hours").orElse(IDLE_TIMEOUT);
  }

  ExtraFields extraFields(Fields source) {
    return source
        .choice(
            "extraFields",
            Map.of(
                "count",
                ExtraFields.COUNT,
                "ignore",
                ExtraFields.IGNORE,
                "refuse",
                ExtraFields.REFUSE))
        .orElse(ExtraFields.COUNT);
  }

  MissingColumns missingColumns(Fields source) {
    return source
        .choice(
            "missingColumns",
            Map.of("refuse", MissingColumns.REFUSE, "empty", MissingColumns.EMPTY))
        .orElse(MissingColumns.REFUSE);
  }

  Expected expected(Fields source) {
    return new Expected(
        whole(source, "minimumRecords", MOST_RECORDS).orElse(Expected.standard().minimumRecords()),
        source
            .choice("onTooFew", Map.of("warn", OnTooFew.WARN, "fail", OnTooFew.FAIL))
            .orElse(Expected.standard().onTooFew()));
  }

  /** How many rejected records of a table are kept. */
  int rejectedSample(Fields table) {
    return whole(table, "rejectedSample", LARGEST_SAMPLE).map(Math::toIntExact).orElse(0);
  }

  Retries retries(Fields source) {
    return new Retries(
        whole(source, "retries", MOST_RETRIES).map(Math::toIntExact).orElse(standard().most()),
        duration(source, "retryAfter", Retries.LONGEST, "5 minutes").orElse(standard().first()));
  }

  private static Retries standard() {
    return Retries.standard();
  }

  private Optional<Long> whole(Fields source, String name, long most) {
    return source
        .get(name)
        .flatMap(node -> {
          Optional<Long> number =
              node instanceof Node.Num(_, String text) ? whole(text, most) : Optional.empty();
          if (number.isEmpty()) {
            problems.error(
                node.place(),
                Wording.quote(name)
                    + " of "
                    + source.what()
                    + " is not a whole number from 0 to "
                    + most,
                "write it in digits, without quotes");
          }
          return number;
        });
  }

  private static Optional<Long> whole(String text, long most) {
    boolean digits = text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Optional.of(Long.parseLong(text)).filter(n -> n <= most) : Optional.empty();
  }

  private Optional<Duration> duration(
      Fields source, String name, Duration longest, String inWords) {
    return duration(source, name, longest, inWords, problems);
  }

  /**
   * A time above zero.
   *
   * @param inWords the longest, for messages
   */
  static Optional<Duration> duration(
      Fields source, String name, Duration longest, String inWords, Problems problems) {
    return source
        .text(name)
        .flatMap(text -> {
          Optional<Duration> duration =
              duration(text.text()).filter(d -> d.isPositive() && d.compareTo(longest) <= 0);
          if (duration.isEmpty()) {
            problems.error(
                text.place(),
                Wording.quote(name) + " of " + source.what() + " is not a time up to " + inWords,
                "write an ISO 8601 duration like \"PT60S\" or \"PT5M\"");
          }
          return duration;
        });
  }

  private static Optional<Duration> duration(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
