package io.weir.engine.proposal;

import io.weir.engine.definition.CsvText;
import io.weir.engine.definition.CsvText.Dialect;
import io.weir.engine.definition.Values;
import io.weir.engine.proposal.FoundTable.Cell;
import io.weir.engine.proposal.FoundTable.Evidence;
import io.weir.engine.proposal.FoundTable.Found;
import io.weir.engine.proposal.FoundTable.Key;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Reads a sample of CSV whose delimiter, quote and header nobody told. */
final class CsvSample {
  private static final char STANDARD_DELIMITER = ',';
  private static final char STANDARD_QUOTE = '"';

  /** Commas come last: where another one fits all records, commas belong to the values. */
  private static final List<Character> DELIMITERS = List.of('\t', ';', '|', ',');

  private static final int SNIFFED_RECORDS = 200;
  private static final List<ValueType> TELLING =
      List.of(ValueType.DECIMAL, ValueType.DATE, ValueType.TIME, ValueType.DATETIME);

  private final Sample sample;
  private final String text;
  private final boolean endingTells;

  /**
   * @param endingTells whether the file's ending says that it is CSV
   */
  CsvSample(Sample sample, String text, boolean endingTells) {
    this.sample = sample;
    this.text = text;
    this.endingTells = endingTells;
  }

  FoundTable read() {
    if (text.startsWith("\n") || text.startsWith("\r\n")) {
      throw new SampleProblem(
          "The file " + sample.file() + " begins with an empty line.",
          "Remove it: the first record names the columns.");
    }
    Dialect dialect = dialect();
    CsvText csv = CsvText.split(text, dialect, sample.whole(), Sample.MOST_RECORDS + 1);
    csv.fault()
        .ifPresent(fault -> {
          throw new SampleProblem(
              "Line " + fault.line() + " of " + sample.file() + " is no CSV: " + fault.what() + ".",
              "Put quotes around such values and write quotes in them twice, as RFC 4180 has it.");
        });
    List<List<String>> records = csv.records();
    List<String> remarks = new ArrayList<>();
    boolean named = sample.header().orElseGet(() -> records.isEmpty() || isHeader(records));
    List<String> first = records.isEmpty() ? List.of() : records.getFirst();
    List<String> names = named ? first : numbered(first.size());
    if (sample.header().isEmpty() && !records.isEmpty() && !(named && isCertain(records))) {
      remarks.add(
          named
              ? "the first record was taken for the names of the columns; if it is not, say"
                  + " --no-header"
              : "the first record looks like data, so the columns are numbered; if it names them,"
                  + " say --header");
    }
    List<List<String>> data =
        named && !records.isEmpty() ? records.subList(1, records.size()) : records;
    Map<String, Object> source = source(dialect);
    if (!named) {
      source.put("header", names);
    }
    return new FoundTable(
        sample.name(),
        sample.file(),
        source,
        columns(names, regular(data, names.size(), remarks), remarks),
        OptionalLong.of(data.size()),
        sample.whole() && records.size() <= Sample.MOST_RECORDS,
        new Key.Unknown(),
        List.of(),
        remarks);
  }

  private Map<String, Object> source(Dialect dialect) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("source", Sample.SYSTEM);
    source.put("file", sample.file());
    if (!endingTells) {
      source.put("format", "csv");
    }
    if (dialect.delimiter() != STANDARD_DELIMITER) {
      source.put("delimiter", String.valueOf(dialect.delimiter()));
    }
    if (dialect.quote() != STANDARD_QUOTE) {
      source.put("quote", String.valueOf(dialect.quote()));
    }
    return source;
  }

  /** The first pair that splits all of the first records alike, or else nearly all. */
  private Dialect dialect() {
    for (double share : new double[] {1.0, 0.9}) {
      for (char quote : new char[] {STANDARD_QUOTE, '\''}) {
        for (char delimiter : DELIMITERS) {
          Dialect dialect = new Dialect(delimiter, quote);
          CsvText csv = CsvText.split(text, dialect, sample.whole(), SNIFFED_RECORDS);
          if (csv.fault().isEmpty()
              && fits(csv.records(), share)
              && (quote == STANDARD_QUOTE || opensValues(dialect))) {
            return singleQuoted(dialect, csv);
          }
        }
      }
    }
    return new Dialect(STANDARD_DELIMITER, STANDARD_QUOTE);
  }

  private boolean opensValues(Dialect dialect) {
    return text.contains(String.valueOf(dialect.delimiter()) + dialect.quote())
        || text.contains("\n" + dialect.quote())
        || text.startsWith(String.valueOf(dialect.quote()));
  }

  private static boolean fits(List<List<String>> records, double share) {
    if (records.isEmpty() || records.getFirst().size() < 2) {
      return false;
    }
    int values = records.getFirst().size();
    long alike = records.stream().filter(record -> record.size() == values).count();
    return alike >= share * records.size();
  }

  /** Values that all begin and end with an apostrophe are quoted with it. */
  private Dialect singleQuoted(Dialect dialect, CsvText csv) {
    boolean apostrophes =
        IntStream.range(0, csv.records().getFirst().size())
            .anyMatch(column -> {
              List<String> values =
                  csv.records().stream()
                      .filter(record -> record.size() > column)
                      .map(record -> record.get(column))
                      .filter(value -> !value.isEmpty())
                      .toList();
              return values.size() > 1 && values.stream().allMatch(CsvSample::isInApostrophes);
            });
    Dialect other = new Dialect(dialect.delimiter(), '\'');
    return apostrophes
            && CsvText.split(text, other, sample.whole(), SNIFFED_RECORDS).fault().isEmpty()
        ? other
        : dialect;
  }

  private static boolean isInApostrophes(String value) {
    return value.length() >= 2 && value.startsWith("'") && value.endsWith("'");
  }

  /**
   * A record that holds a number, a date or a time, what is somebody's, or a value that stands
   * under it too, names no columns; nor does one that says nothing.
   */
  private static boolean isHeader(List<List<String>> records) {
    List<String> first = records.getFirst();
    return first.stream().noneMatch(value -> isTyped(value) || ValueShape.isSomebodys(value))
        && first.stream().anyMatch(name -> !name.isBlank())
        && records.stream()
            .skip(1)
            // A header that is written again is still one.
            .filter(record -> !record.equals(first))
            .noneMatch(record -> sharesValue(first, record));
  }

  private static boolean sharesValue(List<String> first, List<String> record) {
    return IntStream.range(0, Math.min(first.size(), record.size()))
        .anyMatch(
            column -> !first.get(column).isBlank() && first.get(column).equals(record.get(column)));
  }

  /** Where numbers or times stand under it, the first record is a header. */
  private static boolean isCertain(List<List<String>> records) {
    return records.size() > 1 && records.get(1).stream().anyMatch(CsvSample::isTyped);
  }

  private static boolean isTyped(String value) {
    return TELLING.stream()
        .anyMatch(type -> Values.read(type, value) instanceof Values.Reading.Readable);
  }

  private static List<String> numbered(int columns) {
    return IntStream.rangeClosed(1, columns).mapToObj(number -> "column" + number).toList();
  }

  private List<List<String>> regular(List<List<String>> data, int values, List<String> remarks) {
    List<List<String>> regular = data.stream().filter(record -> record.size() == values).toList();
    if (regular.size() < data.size()) {
      remarks.add(
          (data.size() - regular.size())
              + " records do not have "
              + values
              + " values like the first; a run fails there until they are mended");
    }
    return regular;
  }

  private static List<Found> columns(
      List<String> names, List<List<String>> data, List<String> remarks) {
    Map<String, Integer> times = new HashMap<>();
    names.forEach(name -> times.merge(name, 1, Integer::sum));
    List<Found> columns = new ArrayList<>();
    for (int at = 0; at < names.size(); at++) {
      String name = names.get(at);
      Optional<String> hindrance =
          times.get(name) > 1 && !name.isEmpty()
              ? Optional.of("shares its name with another")
              : ProposedNames.hindrance(name);
      if (hindrance.isPresent()) {
        remarks.add("column " + (at + 1) + " is left out: it " + hindrance.get());
      } else if (columns.size() < ProposedNames.MOST_COLUMNS) {
        int column = at;
        columns.add(
            new Found(
                name,
                new Evidence.Sampled(
                    data.stream()
                        .<Cell>map(record -> new Cell.Plain(record.get(column)))
                        .toList())));
      }
    }
    return columns;
  }
}
