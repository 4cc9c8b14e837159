package io.weir.engine.definition;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The terms of a module document, in one place: those that are understood, and those that the
 * standards know but this version does not act on. The latter are refused, because a promise that
 * is ignored is broken.
 */
final class Terms {
  static final String CONTEXT = "https://w3id.org/weir/v1";

  private static final String REMOVE = "remove it";

  static final Set<String> MODULE =
      Set.of(
          "@context",
          "$schema",
          "id",
          "type",
          "name",
          "description",
          "version",
          "license",
          "url",
          "creator",
          "keywords",
          "previousVersion",
          "datePublished",
          "tables",
          "privacyBudget",
          "upload");
  static final Map<String, String> MODULE_NOT_YET =
      notYet(
          "usage",
          "isVersionOf",
          "wasGeneratedBy",
          "used",
          "startedAtTime",
          "endedAtTime",
          "distribution",
          "conformsTo",
          "dialect",
          "notes",
          "tableDirection",
          "tableSchema",
          "transformations");

  static final Set<String> CREATOR = Set.of("id", "name", "url");

  static final Set<String> TABLE =
      Set.of(
          "url",
          "titles",
          "description",
          "collect",
          "rejectedSample",
          "anonymization",
          "privacyModel",
          "onPersonalData",
          "tableSchema");
  static final Map<String, String> TABLE_NOT_YET =
      with(
          notYet(
              "dialect",
              "notes",
              "suppressOutput",
              "tableDirection",
              "transformations",
              "id",
              "name"),
          Map.of("name", "write the table's name in \"url\""));

  static final Set<String> PRIVACY_BUDGET = Set.of("epsilon", "delta");

  static final Set<String> PRIVACY_MODEL =
      Set.of(
          "k",
          "diversity",
          "closeness",
          "population",
          "maxSuppressed",
          "suppress",
          "metric",
          "search",
          "empties",
          "timeLimit",
          "levels",
          "joined");
  static final Set<String> DIVERSITY = Set.of("column", "model", "l", "c");
  static final Set<String> CLOSENESS = Set.of("column", "t", "distance");
  static final Set<String> POPULATION = Set.of("table", "kMap", "presence");
  static final Set<String> JOINED = Set.of("column", "by");

  static final Set<String> SCHEMA = Set.of("primaryKey", "onKeyConflict", "columns");
  static final Map<String, String> SCHEMA_NOT_YET =
      with(
          notYet("rowTitles", "aboutUrl", "propertyUrl", "valueUrl", "lang", "textDirection", "id"),
          Map.of(
              "foreignKeys",
              "write \"references\": \"table/column\" at the column that refers",
              "null",
              "write \"null\" at each column"));

  static final Set<String> COLUMN =
      Set.of(
          "name",
          "titles",
          "description",
          "datatype",
          "null",
          "onEmpty",
          "default",
          "onOutOfRange",
          "onTypeViolation",
          "references",
          "onParentGone",
          "role",
          "personalData",
          "anonymize");
  static final Map<String, String> COLUMN_NOT_YET =
      with(
          notYet(
              "virtual",
              "separator",
              "ordered",
              "lang",
              "textDirection",
              "aboutUrl",
              "propertyUrl",
              "valueUrl",
              "suppressOutput",
              "id"),
          Map.of(
              "required",
              "say with \"onEmpty\" what becomes of an empty value: drop, replace or pass",
              "minimum",
              "write it inside \"datatype\", beside \"base\"",
              "maximum",
              "write it inside \"datatype\", beside \"base\"",
              "format",
              "write it inside \"datatype\", beside \"base\""));

  static final Set<String> DATATYPE =
      Set.of(
          "base",
          "format",
          "length",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "minInclusive",
          "maxInclusive",
          "minExclusive",
          "maxExclusive");
  static final Map<String, String> DATATYPE_NOT_YET =
      notYet("id", "name", "title", "titles", "description");

  /** The terms of a collection entry that are not parameters of a connector. */
  static final Set<String> SOURCE =
      Set.of(
          "source",
          "idleTimeout",
          "script",
          "connection",
          "columns",
          "extraFields",
          "missingColumns",
          "minimumRecords",
          "onTooFew",
          "retries",
          "retryAfter");

  /** Parameters of connectors that every node understands; installed connectors may add theirs. */
  static final Set<String> CONNECTOR_PARAMETERS =
      Set.of("query", "table", "file", "format", "delimiter", "quote", "header");

  /** A parameter of the connector {@code process} that would run what nobody released. */
  static final String COMMAND = "command";

  static final Set<String> UPLOAD = Set.of("connection", "script", "protocol", "bump");

  private Terms() {}

  /**
   * The parameters a document may give a connector.
   *
   * @param installed those of the installed connectors
   */
  static Set<String> parameters(Set<String> installed) {
    Set<String> parameters = union(CONNECTOR_PARAMETERS, installed);
    parameters.removeAll(SOURCE);
    parameters.remove(COMMAND);
    return parameters;
  }

  static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }

  private static Map<String, String> notYet(String... terms) {
    Map<String, String> advice = new TreeMap<>();
    for (String term : terms) {
      advice.put(term, REMOVE);
    }
    return advice;
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(some);
    all.putAll(more);
    return all;
  }
}
