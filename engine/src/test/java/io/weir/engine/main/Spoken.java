package io.weir.engine.main;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command said and ended with.
 *
 * @param out standard output
 * @param err standard error
 */
record Spoken(int code, String out, String err) {
  static Spoken by(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        Weir.execute(
            new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false),
            new Terminal(new PrintStream(err, true, StandardCharsets.UTF_8), false),
            arguments);
    return new Spoken(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
