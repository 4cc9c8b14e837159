package io.weir.engine.interchange.croissant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.weir.engine.definition.Node;
import io.weir.engine.definition.PlainJson;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.TablePlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes what Croissant wants to know of a dataset as a whole. What it requires and a module
 * document may lack is put together from what is there, or else told as a warning.
 */
record DatasetHead(Plan plan, Thing document, Problems problems) {

  void write(ObjectNode dataset) {
    dataset.put("@type", "sc:Dataset");
    dataset.put("name", plan.module());
    dataset.put("description", document.text("description").orElseGet(this::description));
    dataset.put("conformsTo", CroissantExport.CONFORMS_TO);
    String url = document.text("url").orElse(plan.id());
    dataset.put("url", url);
    dataset.put("version", plan.version());
    optional(dataset, "license");
    creators(dataset);
    optional(dataset, "datePublished");
    document.get("keywords").ifPresent(it -> dataset.set("keywords", PlainJson.of(it)));
    dataset.put("citeAs", citation(dataset, url));
  }

  private void optional(ObjectNode dataset, String term) {
    Optional<String> text = document.text(term);
    if (text.isPresent()) {
      dataset.put(term, text.get());
    } else {
      missing(term);
    }
  }

  private void missing(String term) {
    problems.warn(
        document.place(),
        "the module has no \"" + term + "\", which Croissant wants of a dataset",
        "write it in the module document");
  }

  private void creators(ObjectNode dataset) {
    ArrayNode creators = JsonNodeFactory.instance.arrayNode();
    for (Node node : document.list("creator")) {
      switch (node) {
        case Node.Text text ->
            creators.addObject().put("@type", "sc:Organization").put("name", text.text());
        case Node.Obj object -> {
          ObjectNode creator = creators.addObject().put("@type", "sc:Organization");
          for (String term : List.of("name", "url")) {
            if (object.members().get(term) instanceof Node.Text text) {
              creator.put(term, text.text());
            }
          }
          if (object.members().get("id") instanceof Node.Text id) {
            creator.put("@id", id.text());
          }
        }
        case Node.Arr _, Node.Num _, Node.Bool _, Node.Nil _ -> {}
      }
    }
    if (creators.isEmpty()) {
      missing("creator");
    } else {
      dataset.set("creator", creators.size() == 1 ? creators.get(0) : creators);
    }
  }

  private String description() {
    return plan.tables().stream()
        .map(TablePlan::name)
        .collect(Collectors.joining(", ", "The data module " + plan.module() + " with: ", "."));
  }

  private String citation(ObjectNode dataset, String url) {
    JsonNode creator = dataset.path("creator");
    JsonNode first = creator.isArray() ? creator.path(0) : creator;
    String by = first.path("name") instanceof TextNode name ? name.asText() + ": " : "";
    return by + plan.module() + ", version " + plan.version() + ", " + url;
  }
}
