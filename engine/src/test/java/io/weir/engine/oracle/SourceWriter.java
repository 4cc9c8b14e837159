package io.weir.engine.oracle;

import io.weir.engine.oracle.ModuleCase.Field;
import io.weir.engine.oracle.ModuleCase.Format;
import io.weir.engine.oracle.ModuleCase.Layout;
import io.weir.engine.oracle.ModuleCase.Row;
import io.weir.engine.oracle.ModuleCase.Shape;
import io.weir.engine.oracle.ModuleCase.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes records as CSV or JSON, in all the ways the formats allow. */
final class SourceWriter {
  private final Layout layout;
  private final Shape shape;
  private final Random random;
  private final StringBuilder out = new StringBuilder();

  private SourceWriter(Layout layout, Shape shape) {
    this.layout = layout;
    this.shape = shape;
    this.random = new Random(layout.style());
  }

  static byte[] bytes(Source source) {
    SourceWriter writer = new SourceWriter(source.layout(), source.shape());
    if (source.layout().format() == Format.CSV) {
      writer.csv(source.rows());
    } else {
      writer.json(source.rows());
    }
    return writer.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void csv(List<Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    if (!layout.headerInDocument()) {
      lines.add(layout.fields().stream().map(shape::field).toList());
    }
    for (Row row : rows) {
      lines.add(
          layout.fields().stream()
              .map(name -> ((Field.Text) row.fields().get(name)).text())
              .toList());
    }
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        out.append(layout.lineEnd());
      }
      line(lines.get(i));
    }
    if (layout.endsWithLineEnd() && !lines.isEmpty()) {
      out.append(layout.lineEnd());
    }
  }

  private void line(List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.append(layout.delimiter());
      }
      String value = values.get(i);
      boolean alone = values.size() == 1 && value.isEmpty();
      // What stands first in a file, unquoted, would be a byte order mark.
      boolean isMark = out.isEmpty() && value.startsWith("\uFEFF");
      boolean needed =
          isMark
              || value
                  .chars()
                  .anyMatch(c ->
                      c == layout.delimiter() || c == layout.quote() || c == '\n' || c == '\r');
      if (alone || needed || layout.style() != 0 && random.nextInt(4) == 0) {
        String quote = String.valueOf(layout.quote());
        out.append(quote).append(value.replace(quote, quote + quote)).append(quote);
      } else {
        out.append(value);
      }
    }
  }

  private void json(List<Row> rows) {
    boolean array = layout.format() == Format.JSON;
    out.append(array ? "[" : "");
    for (int i = 0; i < rows.size(); i++) {
      out.append(array && i > 0 ? "," : "").append(array ? space(true) : "");
      object(rows.get(i));
      if (!array && (i < rows.size() - 1 || layout.endsWithLineEnd())) {
        out.append(layout.lineEnd());
      }
    }
    out.append(array ? space(true) + "]" : "");
    if (array && layout.endsWithLineEnd()) {
      out.append(layout.lineEnd());
    }
  }

  private void object(Row row) {
    List<Map.Entry<String, Field>> members = new ArrayList<>(row.fields().entrySet());
    if (layout.style() != 0 && random.nextBoolean()) {
      Collections.shuffle(members, random);
    }
    out.append('{');
    for (int i = 0; i < members.size(); i++) {
      out.append(i > 0 ? "," : "").append(space(false));
      text(shape.field(members.get(i).getKey()));
      out.append(space(false)).append(':').append(space(false));
      switch (members.get(i).getValue()) {
        case Field.Text(String text) -> text(text);
        case Field.Written(String json) -> out.append(json);
        case Field.Null _ -> out.append("null");
      }
    }
    out.append(space(false)).append('}');
  }

  private String space(boolean lines) {
    if (layout.style() == 0) {
      return lines ? "\n" : "";
    }
    return switch (random.nextInt(8)) {
      case 0 -> " ";
      case 1 -> "\t ";
      case 2 -> lines ? "\r\n  " : "";
      default -> lines ? "\n" : "";
    };
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean surrogate = Character.isSurrogate(c);
      if (c < ' ' || c == '"' || c == '\\') {
        escape(c);
      } else if (layout.style() != 0 && !surrogate && random.nextInt(20) == 0) {
        unicode(c);
      } else if (layout.style() != 0 && Character.isHighSurrogate(c) && random.nextBoolean()) {
        unicode(c);
        unicode(text.charAt(++i));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      default -> unicode(c);
    }
  }

  private void unicode(char c) {
    String hex = "%04x".formatted((int) c);
    out.append("\\u").append(random.nextBoolean() ? hex : hex.toUpperCase(java.util.Locale.ROOT));
  }
}
