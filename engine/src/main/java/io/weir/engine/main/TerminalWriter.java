package io.weir.engine.main;

import java.io.Writer;

/** Gives picocli's help to the terminal, line by line. */
final class TerminalWriter extends Writer {
  private final Terminal terminal;
  private final StringBuilder line = new StringBuilder();

  TerminalWriter(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void write(char[] characters, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (characters[i] == '\n') {
        terminal.line(line.toString());
        line.setLength(0);
      } else if (characters[i] != '\r') {
        line.append(characters[i]);
      }
    }
  }

  @Override
  public void flush() {
    // whole lines are written at once
  }

  @Override
  public void close() {
    if (!line.isEmpty()) {
      terminal.line(line.toString());
      line.setLength(0);
    }
  }
}
