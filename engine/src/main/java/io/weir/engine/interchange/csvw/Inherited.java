package io.weir.engine.interchange.csvw;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.engine.definition.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The properties that tables, schemas and columns inherit from what is around them, as far as they
 * matter to us.
 *
 * @param datatype as a module document says it
 */
record Inherited(
    Optional<JsonNode> datatype,
    Optional<String> fallback,
    Optional<String> language,
    Optional<List<String>> nulls,
    Optional<Boolean> required,
    Optional<String> separator) {

  static final Set<String> NAMES =
      Set.of(
          "aboutUrl",
          "datatype",
          "default",
          "lang",
          "null",
          "ordered",
          "propertyUrl",
          "required",
          "separator",
          "textDirection",
          "valueUrl");

  private static final Set<String> DIRECTIONS = Set.of("ltr", "rtl", "auto", "inherit");

  static Inherited none() {
    return new Inherited(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Inherited read(Described described) {
    for (String template : List.of("aboutUrl", "propertyUrl", "valueUrl")) {
      described.text(template, "a URI template", UriTemplates::isTemplate);
    }
    described.flag("ordered");
    described.text("textDirection", "a direction of text", DIRECTIONS::contains);
    Optional<String> separator =
        described.get("separator").filter(Node.Nil.class::isInstance).isPresent()
            ? Optional.empty()
            : described.text("separator");
    return new Inherited(
        new DatatypeReader(described).read(),
        described.text("default"),
        described.text("lang", "a language tag", LanguageTags::isTag),
        described.texts("null"),
        described.flag("required"),
        separator);
  }

  /** These properties where they are said, and those around them where they are not. */
  Inherited within(Inherited around) {
    return new Inherited(
        datatype.or(around::datatype),
        fallback.or(around::fallback),
        language.or(around::language),
        nulls.or(around::nulls),
        required.or(around::required),
        separator.or(around::separator));
  }
}
