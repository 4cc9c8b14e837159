package io.weir.engine.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the Markdown pages of the repository. */
final class Pages {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Set<String> NOT_OURS = Set.of("target", ".git", ".weir", "node_modules");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private Pages() {}

  /**
   * A fenced block.
   *
   * @param info what stands behind the opening fence
   */
  record Block(Path page, int line, String info, String text) {
    @Override
    public String toString() {
      return ROOT.relativize(page) + ":" + line;
    }
  }

  /**
   * A table.
   *
   * @param section the heading it stands under
   */
  record Table(String section, List<String> head, List<List<String>> rows) {}

  static List<Path> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file ->
              Stream.of(ROOT.relativize(file).toString().split("/")).noneMatch(NOT_OURS::contains))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path page(String name) {
    return ROOT.resolve("docs").resolve(name);
  }

  static List<String> lines(Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Block> blocks(Path page) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = lines(page);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        int begin = i + 1;
        do {
          i++;
        } while (!lines.get(i).equals("```"));
        blocks.add(
            new Block(
                page,
                begin,
                lines.get(begin - 1).substring(3).strip(),
                String.join("\n", lines.subList(begin, i)) + "\n"));
      }
    }
    return blocks;
  }

  static List<Table> tables(Path page) {
    List<Table> tables = new ArrayList<>();
    List<String> lines = prose(page);
    String section = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#")) {
        section = line.replaceFirst("^#+ ", "");
      }
      if (line.startsWith("|---")) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = cells(lines.get(i - 1));
        while (i + 1 < lines.size() && lines.get(i + 1).startsWith("|")) {
          rows.add(cells(lines.get(++i)));
        }
        tables.add(new Table(section, head, rows));
      }
    }
    return tables;
  }

  /** The tables of a page whose first column is headed so. */
  static List<Table> tables(Path page, String firstHead) {
    return tables(page).stream()
        .filter(table -> table.head().getFirst().equals(firstHead))
        .toList();
  }

  /** What stands between backquotes. */
  static List<String> code(String text) {
    return CODE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  static List<String> links(Path page) {
    return prose(page).stream()
        .flatMap(line -> LINK.matcher(line).results())
        .map(found -> found.group(1))
        .toList();
  }

  /** The names by which links reach a page's headings. */
  static Set<String> anchors(Path page) {
    return prose(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  /** The lines outside fenced blocks. */
  private static List<String> prose(Path page) {
    List<String> prose = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines(page)) {
      boolean fence = line.startsWith("```");
      if (!fenced && !fence) {
        prose.add(line);
      }
      fenced ^= fence;
    }
    return prose;
  }

  private static List<String> cells(String row) {
    String[] cells = row.strip().split("(?<!\\\\)\\|", -1);
    return Arrays.stream(cells, 1, cells.length - 1)
        .map(cell -> cell.strip().replace("\\|", "|"))
        .toList();
  }

  /** The words of a shell command: quotes taken away, expansions left as they stand. */
  static List<String> words(String command) {
    Matcher word = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+").matcher(command);
    return word.results().map(MatchResult::group).map(w -> w.replaceAll("['\"]", "")).toList();
  }
}
