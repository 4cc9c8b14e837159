package io.weir.engine.definition;

import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the outermost object of a document, and puts the plan together once all of it is right. */
final class ModuleReader {
  /** The one strategy known to make new keys where it is not known what is installed. */
  private static final String NEW_KEYS = "new-keys";

  private static final int MOST_TABLES = 1_000;

  private final Problems problems;
  private final Optional<Extensions> extensions;

  ModuleReader(Problems problems, Optional<Extensions> extensions) {
    this.problems = problems;
    this.extensions = extensions;
  }

  /** The plan, or nothing when there are problems. */
  Optional<Plan> read(Node root) {
    Optional<Fields> fields = Fields.of(root, "the module", problems);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Fields module = fields.get();
    module.allowOnly(Terms.MODULE, Terms.MODULE_NOT_YET);
    context(module);
    type(module);
    metadata(module);
    Optional<String> id = id(module);
    Optional<String> name = name(module);
    Optional<String> version = version(module);
    List<TableDraft> tables = tables(module, name);
    Optional<UploadPlan> upload =
        module.get("upload").flatMap(node -> new UploadReader(problems).read(node));

    boolean complete = isComplete(module, tables);
    ForeignKeys foreignKeys = new ForeignKeys(tables, complete, problems);
    foreignKeys.check();
    MethodUses uses = new MethodUses(extensions, foreignKeys);
    References references = new References(tables);
    extensions.ifPresent(installed -> {
      new ExtensionCheck(installed, uses, problems).check(tables);
      new TableMethodsCheck(uses, references, problems)
          .check(tables, upload.flatMap(plan -> keepsProtocol(module, plan)));
      new PromiseCheck(uses, references, problems).check(tables);
      new RelinkingCheck(references, uses, problems).check(tables);
      new InferenceCheck(uses, problems).check(tables);
    });
    new PrivacyCheck(tables, complete, uses, references, problems).check();
    new FreshKeysCheck(
            tables,
            extensions
                .<Predicate<String>>map(installed -> installed::makesNewKeys)
                .orElse(NEW_KEYS::equals),
            problems)
        .check();
    new PersonalDataCheck(foreignKeys, uses, problems).check(tables);
    PrivacySpending privacy = new PrivacyBudgetCheck(module.object(), uses, problems).check(tables);
    if (problems.any()) {
      return Optional.empty();
    }
    return Optional.of(
        new Plan(
            id.orElseThrow(),
            name.orElseThrow(),
            version.orElseThrow(),
            tables.stream().map(table -> table.plan(foreignKeys)).toList(),
            upload,
            privacy));
  }

  /** Where it is said, or left unsaid, that the collection protocol stays. */
  private static Optional<Place> keepsProtocol(Fields module, UploadPlan plan) {
    if (plan.protocol() != UploadPlan.Protocol.KEEP) {
      return Optional.empty();
    }
    return module
        .get("upload")
        .map(node -> node instanceof Node.Obj upload ? upload.nameOf("protocol") : node.place());
  }

  private void context(Fields module) {
    String advice = "write \"@context\": " + Wording.quote(Terms.CONTEXT) + " and nothing else";
    module
        .require("@context", advice)
        .ifPresent(node -> {
          if (!(node instanceof Node.Text(_, String text)) || !text.equals(Terms.CONTEXT)) {
            problems.error(node.place(), "\"@context\" is not the context of Weir", advice);
          }
        });
  }

  private void type(Fields module) {
    String advice = "write \"type\": \"DataModule\"";
    module
        .requireText("type", advice)
        .filter(type -> !type.text().equals("DataModule"))
        .ifPresent(type ->
            problems.error(
                type.place(), Wording.quote(type.text()) + " is not the type of a module", advice));
  }

  private Optional<String> id(Fields module) {
    return module
        .requireText(
            "id", "name the module by an IRI of yours, like https://example.org/modules/name/")
        .filter(id -> Names.isAbsoluteIri(id, "\"id\" of the module", problems))
        .map(Node.Text::text);
  }

  private Optional<String> name(Fields module) {
    return module
        .requireText("name", "give it a name that is unique on your node")
        .filter(name -> Names.isIdentifier(name, "a module", problems))
        .map(Node.Text::text);
  }

  private Optional<String> version(Fields module) {
    return module
        .requireText("version", "begin with \"version\": \"1.0.0\"")
        .filter(version -> {
          boolean good = SemanticVersion.parse(version.text()).isPresent();
          if (!good) {
            problems.error(
                version.place(),
                Wording.quote(version.text()) + " is not a version number",
                "write major.minor.patch as Semantic Versioning 2.0.0 asks, like \"1.0.0\"");
          }
          return good;
        })
        .map(Node.Text::text);
  }

  private void metadata(Fields module) {
    module.text("$schema");
    module.text("description");
    module.texts("keywords");
    for (String term : List.of("license", "url", "previousVersion")) {
      module
          .text(term)
          .ifPresent(
              iri -> Names.isAbsoluteIri(iri, Wording.quote(term) + " of the module", problems));
    }
    module
        .text("datePublished")
        .filter(date -> !isReadable(ValueType.DATE, date) && !isReadable(ValueType.DATETIME, date))
        .ifPresent(date ->
            problems.error(
                date.place(),
                Wording.quote(date.text()) + " is not a date",
                "write it as YYYY-MM-DD"));
    module.get("creator").ifPresent(this::creator);
  }

  private void creator(Node node) {
    switch (node) {
      case Node.Text _ -> {}
      case Node.Arr(_, List<Node> several) -> several.forEach(this::creator);
      case Node.Obj _, Node.Num _, Node.Bool _, Node.Nil _ ->
          Fields.of(node, "\"creator\"", problems)
              .ifPresent(creator -> {
                creator.allowOnly(Terms.CREATOR, Map.of());
                Terms.CREATOR.forEach(creator::text);
              });
    }
  }

  private List<TableDraft> tables(Fields module, Optional<String> name) {
    Optional<Node> node = module.require("tables", "list at least one table");
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof Node.Arr(Place place, List<Node> elements))) {
      problems.error(
          node.get().place(),
          "\"tables\" must be a list, not " + node.get().kind(),
          "write the tables in [ ]");
      return List.of();
    }
    if (elements.isEmpty() || elements.size() > MOST_TABLES) {
      problems.error(
          place,
          "a module has 1 to " + MOST_TABLES + " tables, not " + elements.size(),
          elements.isEmpty() ? "list at least one table" : "divide it into several modules");
      return List.of();
    }
    Set<String> parameters = extensions.map(Extensions::sourceParameters).orElse(Set.of());
    TableReader reader =
        new TableReader(problems, new SourceReader(problems, name.orElse("module"), parameters));
    List<TableDraft> drafts = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (Node element : elements) {
      reader.read(element).ifPresent(draft -> addOnce(draft, drafts, lines));
    }
    return drafts;
  }

  private static boolean isComplete(Fields module, List<TableDraft> tables) {
    return module.get("tables").orElse(module.object()) instanceof Node.Arr(_, List<Node> elements)
        && elements.size() == tables.size();
  }

  private void addOnce(TableDraft draft, List<TableDraft> drafts, Map<String, Integer> lines) {
    Optional<Integer> first =
        Optional.ofNullable(lines.putIfAbsent(draft.name(), draft.named().line()));
    if (first.isPresent()) {
      problems.error(
          draft.named(),
          "there are two tables "
              + Wording.quote(draft.name())
              + ", the first in line "
              + first.get(),
          "give one of them another name");
    } else {
      drafts.add(draft);
    }
  }

  private static boolean isReadable(ValueType type, Node.Text text) {
    return Values.read(type, text.text()) instanceof Values.Reading.Readable;
  }
}
