package io.weir.engine.dataplane.rules;

import io.weir.engine.definition.format.NumberPattern;
import io.weir.engine.definition.format.NumberPattern.Exponent;
import io.weir.engine.definition.format.NumberPattern.Shape;
import io.weir.engine.definition.format.NumberPattern.Sign;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites numbers of a pattern in the standard notation, in one pass over their bytes. For one
 * thread at a time.
 */
final class NumberTexts {
  private static final byte[] NONE = new byte[0];
  private static final byte[] PER_MILLE = utf8("‰");
  private static final byte[] NAN = utf8("NaN");
  private static final byte[] INF = utf8("INF");
  private static final byte[] MINUS_INF = utf8("-INF");

  private final Optional<Shape> shape;
  private final boolean whole;
  private final boolean exponents;
  private final byte[] decimalChar;
  private final byte[] groupChar;
  private final byte[] prefix;
  private final byte[] suffix;
  private final byte[] plain = new byte[NumberPattern.MOST_DIGITS + 32];
  private byte[] bytes = NONE;
  private int at;
  private int end;
  private int length;
  private int digits;
  private boolean point;

  /**
   * @param whole whether only whole numbers are wanted
   */
  NumberTexts(NumberPattern pattern, boolean whole) {
    shape = pattern.shape();
    this.whole = whole;
    exponents = !whole && pattern.exponents();
    decimalChar = utf8(Character.toString(pattern.decimalChar()));
    groupChar = pattern.groupChar().map(c -> utf8(Character.toString(c))).orElse(NONE);
    prefix = shape.map(it -> utf8(it.prefix())).orElse(NONE);
    suffix = shape.map(it -> utf8(it.suffix())).orElse(NONE);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Where the last number rewritten stands, from 0 on. */
  byte[] plain() {
    return plain;
  }

  /** Rewrites {@code [start, stop)}; the length of the number, or -1 if it is none. */
  int rewrite(byte[] text, int start, int stop) {
    bytes = text;
    at = start;
    end = stop;
    length = 0;
    digits = 0;
    point = false;
    boolean read = shape.isPresent() ? shaped(shape.get()) : loose();
    return read && at == end && !(whole && point) ? length : -1;
  }

  private boolean shaped(Shape expected) {
    byte sign = sign();
    if (!takes(prefix)) {
      return false;
    }
    sign = sign == 0 ? sign() : sign;
    if (end - at < suffix.length || !stands(suffix, end - suffix.length)) {
      return false;
    }
    end -= suffix.length;
    boolean wrong =
        expected.sign() == Sign.REQUIRED && sign == 0
            || expected.sign() == Sign.MINUS && sign != '-';
    if (wrong) {
      return false;
    }
    minus(sign);
    if (!wholeDigits(expected)) {
      return false;
    }
    if (at < end && decimalChar.length > 0 && takes(decimalChar)) {
      point = true;
    }
    if (!fraction(expected)) {
      return false;
    }
    int power = 0;
    if (expected.exponent().isPresent()) {
      if (whole || at == end || bytes[at++] != 'E') {
        return false;
      }
      power = exponent(expected.exponent().get());
      if (power == Integer.MIN_VALUE) {
        return false;
      }
    }
    power(power + expected.shift());
    return true;
  }

  /** Digits in groups: the first has one digit or more, the last as many as declared. */
  private boolean wholeDigits(Shape expected) {
    int start = length;
    int inGroup = 0;
    int groups = 0;
    while (at < end) {
      if (isDigit()) {
        if (!digit()) {
          return false;
        }
        inGroup++;
      } else if (expected.group() > 0 && takes(groupChar)) {
        boolean fits =
            groups == 0
                ? inGroup > 0 && inGroup <= expected.furtherGroups()
                : inGroup == expected.furtherGroups();
        if (!fits) {
          return false;
        }
        groups++;
        inGroup = 0;
      } else {
        break;
      }
    }
    int found = length - start;
    if (found == 0) {
      plain[length++] = '0';
    }
    boolean grouped =
        expected.group() == 0
            || (groups == 0 ? inGroup <= expected.group() : inGroup == expected.group());
    return grouped && found >= expected.leastWhole();
  }

  private boolean fraction(Shape expected) {
    int found = 0;
    if (point) {
      plain[length++] = '.';
      int size = expected.fractionGroup();
      while (at < end) {
        if (size > 0 && found > 0 && found % size == 0 && takes(groupChar)) {
          if (at == end || !isDigit()) {
            return false;
          }
        } else if (size > 0 && found > 0 && found % size == 0 && isDigit()) {
          return false;
        }
        if (at == end || !isDigit()) {
          break;
        }
        if (!digit()) {
          return false;
        }
        found++;
      }
      if (found == 0) {
        return false;
      }
    }
    return digits > 0 && found >= expected.leastFraction() && found <= expected.mostFraction();
  }

  private int exponent(@Nullable Exponent expected) {
    byte sign = sign();
    boolean signed = expected == null || (expected.signed() ? sign != 0 : sign != '+');
    int found = 0;
    int value = 0;
    while (at < end && isDigit() && found <= NumberPattern.MOST_EXPONENT_DIGITS) {
      value = value * 10 + bytes[at++] - '0';
      found++;
    }
    boolean fits =
        signed
            && found >= (expected == null ? 1 : expected.leastDigits())
            && found <= NumberPattern.MOST_EXPONENT_DIGITS;
    return !fits ? Integer.MIN_VALUE : sign == '-' ? -value : value;
  }

  private boolean loose() {
    if (name()) {
      return true;
    }
    minus(sign());
    boolean afterDigit = false;
    while (at < end) {
      if (isDigit()) {
        if (!digit()) {
          return false;
        }
        afterDigit = true;
      } else if (afterDigit && groupChar.length > 0 && takes(groupChar)) {
        afterDigit = false;
      } else {
        break;
      }
    }
    if (!afterDigit) {
      return false;
    }
    if (at < end && takes(decimalChar)) {
      point = true;
      plain[length++] = '.';
      int before = digits;
      while (at < end && isDigit()) {
        if (!digit()) {
          return false;
        }
      }
      if (digits == before) {
        return false;
      }
    }
    return looseEnd();
  }

  private boolean looseEnd() {
    if (at == end) {
      return true;
    }
    if (bytes[at] == 'E') {
      at++;
      int from = at;
      if (!exponents || exponent(null) == Integer.MIN_VALUE) {
        return false;
      }
      plain[length++] = 'E';
      System.arraycopy(bytes, from, plain, length, at - from);
      length += at - from;
      return true;
    }
    if (bytes[at] == '%') {
      at++;
      power(-2);
      return true;
    }
    if (takes(PER_MILLE)) {
      power(-3);
      return true;
    }
    return false;
  }

  /** NaN, INF or -INF. */
  private boolean name() {
    int size = end - at;
    boolean named =
        size == 3 && (stands(NAN, at) || stands(INF, at)) || size == 4 && stands(MINUS_INF, at);
    if (named) {
      System.arraycopy(bytes, at, plain, 0, size);
      length = size;
      at = end;
    }
    return named;
  }

  private byte sign() {
    return at < end && (bytes[at] == '-' || bytes[at] == '+') ? bytes[at++] : 0;
  }

  private void minus(byte sign) {
    if (sign == '-') {
      plain[length++] = '-';
    }
  }

  private boolean isDigit() {
    return bytes[at] >= '0' && bytes[at] <= '9';
  }

  private boolean digit() {
    if (++digits > NumberPattern.MOST_DIGITS) {
      return false;
    }
    plain[length++] = bytes[at++];
    return true;
  }

  private void power(int power) {
    if (power == 0) {
      return;
    }
    plain[length++] = 'E';
    if (power < 0) {
      plain[length++] = '-';
    }
    int rest = Math.abs(power);
    int divisor = 1;
    while (rest / divisor >= 10) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      plain[length++] = (byte) ('0' + rest / divisor % 10);
    }
  }

  private boolean takes(byte[] expected) {
    boolean taken = end - at >= expected.length && stands(expected, at);
    at += taken ? expected.length : 0;
    return taken;
  }

  private boolean stands(byte[] expected, int from) {
    for (int i = 0; i < expected.length; i++) {
      if (bytes[from + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
