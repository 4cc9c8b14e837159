package io.weir.engine.interchange.csvw;

import io.weir.engine.definition.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The CSV file that a table of a module document is collected from, if that is all it has.
 *
 * @param path beside the document, as a url; nothing if the table has other or several sources
 * @param source the entry of the collection protocol
 */
record CsvFile(Optional<String> path, Optional<Node.Obj> source) {

  static CsvFile of(Node.Obj table) {
    List<Node.Obj> sources = Members.objects(table, "collect");
    Optional<Node.Obj> only =
        Optional.of(sources.getFirst())
            .filter(source -> sources.size() == 1)
            .filter(source -> source.get("connection").isEmpty())
            .filter(CsvFile::isCsv);
    return new CsvFile(only.map(source -> Folder.url(Members.text(source, "file"))), only);
  }

  private static boolean isCsv(Node.Obj source) {
    String format = Members.text(source, "format");
    return format.equals("csv")
        || (format.isEmpty() && Members.text(source, "file").endsWith(".csv"));
  }

  boolean hasHeader() {
    return source.flatMap(it -> it.get("header")).isEmpty();
  }

  /** A term of the source that is one character. */
  Optional<String> character(String term) {
    return source.map(it -> Members.text(it, term)).filter(text -> !text.isEmpty());
  }

  /** Fields of the file by the columns that have another name. */
  Map<String, String> fields() {
    return source
        .flatMap(it -> Members.object(it, "columns"))
        .map(columns ->
            columns.members().entrySet().stream()
                .collect(
                    Collectors.toMap(Map.Entry::getKey, entry -> Members.plain(entry.getValue()))))
        .orElse(Map.of());
  }
}
