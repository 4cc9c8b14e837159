package io.weir.engine.definition;

import io.weir.engine.definition.ColumnDraft.Reference;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.TablePlan.ChildPolicy;
import io.weir.spi.ColumnRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads one column of a table. */
final class ColumnReader {
  private static final Map<String, OnTypeViolation> TYPE_POLICIES =
      Map.of(
          "fail", OnTypeViolation.FAIL,
          "drop", OnTypeViolation.DROP,
          "empty", OnTypeViolation.EMPTY);
  private static final Map<String, ChildPolicy> CHILD_POLICIES =
      Map.of(
          "cascade", ChildPolicy.CASCADE, "null", ChildPolicy.NULL, "reject", ChildPolicy.REJECT);
  private static final Map<String, ColumnRole> ROLES =
      Map.of(
          "identifying", ColumnRole.IDENTIFYING,
          "quasi-identifying", ColumnRole.QUASI_IDENTIFYING,
          "sensitive", ColumnRole.SENSITIVE,
          "insensitive", ColumnRole.INSENSITIVE);

  private enum EmptyWord {
    PASS,
    REPLACE,
    DROP
  }

  private static final Map<String, EmptyWord> EMPTY_WORDS =
      Map.of("pass", EmptyWord.PASS, "replace", EmptyWord.REPLACE, "drop", EmptyWord.DROP);

  private final Problems problems;
  private final String table;
  private final Optional<String> primaryKey;

  ColumnReader(Problems problems, String table, Optional<String> primaryKey) {
    this.problems = problems;
    this.table = table;
    this.primaryKey = primaryKey;
  }

  /** The column as far as it could be read; nothing if not even its name could. */
  Optional<ColumnDraft> read(Node node) {
    Optional<Fields> fields = Fields.of(node, "a column of " + table, problems);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<Node.Text> name =
        fields
            .get()
            .requireText("name", "name it as its records do")
            .filter(text -> Names.isPrintable(text, "a column", problems));
    String what =
        name.map(text -> "column " + Wording.quote(text.text())).orElse("a column")
            + " of "
            + table;
    Fields column = new Fields(fields.get().object(), what, problems);
    boolean isKey = name.isPresent() && primaryKey.equals(name.map(Node.Text::text));
    ColumnDraft draft = draft(name, column, isKey);
    return name.isPresent() ? Optional.of(draft) : Optional.empty();
  }

  private ColumnDraft draft(Optional<Node.Text> name, Fields column, boolean isKey) {
    column.allowOnly(Terms.COLUMN, Terms.COLUMN_NOT_YET);
    column.texts("titles");
    column.text("description");
    DatatypeReader.Datatype datatype = new DatatypeReader(problems, column).read();
    Set<String> nullTokens =
        column
            .texts("null")
            .map(texts -> texts.stream().map(Node.Text::text).collect(Collectors.toSet()))
            .orElse(Set.of(""));
    Optional<ColumnRole> role = column.choice("role", ROLES);
    return new ColumnDraft(
        name.map(Node.Text::text).orElse(""),
        name.map(Node.Text::place).orElse(column.object().place()),
        datatype.type(),
        datatype.facets(),
        nullTokens,
        onEmpty(column, datatype, nullTokens, isKey),
        datatype.range(),
        column.choice("onTypeViolation", TYPE_POLICIES).orElse(OnTypeViolation.FAIL),
        new MethodReader(problems).column(column),
        reference(column, isKey),
        personal(column, role),
        role);
  }

  private OnEmpty onEmpty(
      Fields column, DatatypeReader.Datatype datatype, Set<String> nullTokens, boolean isKey) {
    EmptyWord word =
        column.choice("onEmpty", EMPTY_WORDS).orElse(isKey ? EmptyWord.DROP : EmptyWord.PASS);
    if (word == EmptyWord.PASS && isKey) {
      problems.error(
          column.object().nameOf("onEmpty"),
          column.what() + " is the primary key and cannot be empty",
          "write \"onEmpty\": \"drop\", or remove it");
    }
    if (word != EmptyWord.REPLACE && column.has("default")) {
      problems.error(
          column.object().nameOf("default"),
          column.what() + " has a \"default\" that is never used",
          "write \"onEmpty\": \"replace\", or remove \"default\"");
    }
    return switch (word) {
      case PASS -> new OnEmpty.Pass();
      case DROP -> new OnEmpty.Drop();
      case REPLACE ->
          column
              .require("default", "write the value that replaces an empty one")
              .flatMap(node -> replacement(column, node, datatype, nullTokens))
              .<OnEmpty>map(OnEmpty.Replace::new)
              .orElseGet(OnEmpty.Pass::new);
    };
  }

  private Optional<String> replacement(
      Fields column, Node node, DatatypeReader.Datatype datatype, Set<String> nullTokens) {
    String what = "\"default\" of " + column.what();
    Optional<String> text =
        datatype
            .type()
            .flatMap(type -> Literals.replacement(node, type, datatype.facets(), what, problems));
    if (text.isPresent() && (nullTokens.contains(text.get()) || isToken(node, nullTokens))) {
      problems.error(
          node.place(),
          what + " is itself one of its \"null\" tokens",
          "write another value, or take it from the tokens");
      return Optional.empty();
    }
    if (text.isPresent()
        && datatype.range().isPresent()
        && !Values.isInside(
            datatype.type().orElseThrow(),
            datatype.range().get(),
            Values.require(datatype.type().orElseThrow(), text.get()))) {
      problems.error(
          node.place(),
          what + " lies outside its range",
          "write a value between its minimum and its maximum");
      return Optional.empty();
    }
    return text;
  }

  private static boolean isToken(Node node, Set<String> nullTokens) {
    return node instanceof Node.Text(_, String text) && nullTokens.contains(text);
  }

  private Optional<Reference> reference(Fields column, boolean isKey) {
    Optional<ChildPolicy> policy = column.choice("onParentGone", CHILD_POLICIES);
    if (column.has("onParentGone") && !column.has("references")) {
      problems.error(
          column.object().nameOf("onParentGone"),
          column.what() + " has \"onParentGone\" but refers to nothing",
          "write \"references\": \"table/column\", or remove \"onParentGone\"");
    }
    if (isKey && policy.equals(Optional.of(ChildPolicy.NULL))) {
      problems.error(
          column.object().nameOf("onParentGone"),
          column.what() + " is the primary key and cannot be emptied when its parent goes",
          "write \"cascade\" or \"reject\"");
    }
    return column
        .text("references")
        .flatMap(text -> {
          int slash = text.text().indexOf('/');
          if (slash < 1 || slash == text.text().length() - 1) {
            problems.error(
                text.place(),
                Wording.quote(text.text())
                    + " names no column that "
                    + column.what()
                    + " could refer to",
                "write it as \"table/column\"");
            return Optional.empty();
          }
          return Optional.of(
              new Reference(
                  text.place(),
                  text.text().substring(0, slash),
                  text.text().substring(slash + 1),
                  policy.orElse(ChildPolicy.CASCADE)));
        });
  }

  private static Optional<Place> personal(Fields column, Optional<ColumnRole> role) {
    boolean identifying = role.equals(Optional.of(ColumnRole.IDENTIFYING));
    Optional<List<Node.Text>> personalData = column.texts("personalData");
    return identifying
        ? Optional.of(column.object().nameOf("role"))
        : personalData.map(_ -> column.object().nameOf("personalData"));
  }
}
