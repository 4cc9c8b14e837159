package io.weir.engine.definition.format;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;

/**
 * A regular expression that a whole text must match. What it takes to match grows with the length
 * of the text and no faster, whatever the expression: it is run by RE2/J, which never goes back
 * (Cox, "Regular expression matching can be simple and fast", 2007). To bound the time altogether,
 * an expression has at most {@value #MOST_STEPS} steps once its repetitions are written out, and a
 * text of more than {@value #LONGEST_TEXT} bytes of UTF-8 does not match.
 */
public final class TextPattern implements Format {
  public static final int LONGEST_TEXT = 65_536;
  static final int MOST_STEPS = 2_000;

  private final String source;
  private final Pattern pattern;

  private TextPattern(String source, Pattern pattern) {
    this.source = source;
    this.pattern = pattern;
  }

  public static TextPattern parse(String source) throws FormatException {
    return new TextPattern(source, new ExpressionReader(source).compile());
  }

  public boolean matches(String text) {
    return text.length() <= LONGEST_TEXT && matches(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param text UTF-8
   */
  public boolean matches(byte[] text) {
    return text.length <= LONGEST_TEXT && pattern.matches(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextPattern that && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return "TextPattern[" + source + "]";
  }
}
