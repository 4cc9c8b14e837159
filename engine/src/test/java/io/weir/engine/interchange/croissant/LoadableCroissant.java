package io.weir.engine.interchange.croissant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks what the reference reader of Croissant 1.1 wants of a description before it validates and
 * loads it without an error or a warning. It shares no code with the export.
 */
final class LoadableCroissant {
  private static final Set<String> TYPES =
      Set.of(
          "sc:Text",
          "sc:Boolean",
          "sc:Date",
          "sc:DateTime",
          "sc:Integer",
          "cr:Int64",
          "cr:Float64");
  private static final Set<String> FORMATS =
      Set.of(
          "application/x-parquet",
          "text/csv",
          "text/tab-separated-values",
          "application/json",
          "application/jsonlines");

  private final List<String> complaints = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private LoadableCroissant() {}

  /** Everything that is wrong; nothing if the description can be loaded. */
  static List<String> complaints(String description) {
    LoadableCroissant check = new LoadableCroissant();
    try {
      check.dataset(new ObjectMapper().readTree(description));
    } catch (JsonProcessingException e) {
      return List.of(e.getMessage());
    }
    return check.complaints;
  }

  private void dataset(JsonNode dataset) {
    JsonNode context = dataset.path("@context");
    expect(context.isObject(), "@context is no object");
    expect(context.path("@vocab").asText().equals("https://schema.org/"), "@vocab");
    expect(context.path("sc").asText().equals("https://schema.org/"), "sc");
    expect(context.path("cr").asText().equals("http://mlcommons.org/croissant/"), "cr");
    expect(context.path("conformsTo").asText().equals("dct:conformsTo"), "conformsTo as a term");
    expect(context.path("dct").asText().equals("http://purl.org/dc/terms/"), "dct");
    for (String term :
        List.of(
            "citeAs",
            "column",
            "extract",
            "field",
            "fileObject",
            "key",
            "recordSet",
            "references",
            "source")) {
      expect(context.path(term).asText().equals("cr:" + term), "context of " + term);
    }
    expect(context.path("dataType").path("@id").asText().equals("cr:dataType"), "dataType @id");
    expect(context.path("dataType").path("@type").asText().equals("@vocab"), "dataType @type");
    expect(dataset.path("@type").asText().equals("sc:Dataset"), "@type");
    expect(
        dataset.path("conformsTo").asText().equals("http://mlcommons.org/croissant/1.1"),
        "conformsTo");
    for (String term :
        List.of(
            "name",
            "description",
            "url",
            "creator",
            "license",
            "version",
            "datePublished",
            "citeAs")) {
      expect(dataset.hasNonNull(term), "no " + term);
    }
    expect(dataset.path("version").asText().matches("\\d+\\.\\d+\\.\\d+.*"), "version");
    Set<String> files = new HashSet<>();
    dataset.path("distribution").forEach(file -> file(file, files));
    Set<String> fields = new HashSet<>();
    dataset
        .path("recordSet")
        .forEach(set -> set.path("field").forEach(it -> fields.add(it.path("@id").asText())));
    dataset.path("recordSet").forEach(set -> recordSet(set, files, fields));
  }

  private void file(JsonNode file, Set<String> files) {
    id(file);
    files.add(file.path("@id").asText());
    expect(file.path("@type").asText().equals("cr:FileObject"), "@type of a file");
    String url = file.path("contentUrl").asText();
    expect(
        !url.isEmpty() && (url.startsWith("https://") || !url.contains(":")), "contentUrl " + url);
    expect(!url.startsWith("/"), "contentUrl " + url);
    expect(FORMATS.contains(file.path("encodingFormat").asText()), "encodingFormat");
    expect(file.path("sha256").asText().matches("[0-9a-f]{64}"), "sha256");
  }

  private void recordSet(JsonNode set, Set<String> files, Set<String> fields) {
    id(set);
    expect(set.path("@type").asText().equals("cr:RecordSet"), "@type of a record set");
    expect(set.path("field").size() > 0, "no fields");
    if (set.has("key")) {
      expect(fields.contains(set.path("key").path("@id").asText()), "a dangling key");
    }
    for (JsonNode field : set.path("field")) {
      id(field);
      expect(field.path("@type").asText().equals("cr:Field"), "@type of a field");
      expect(field.path("@id").asText().startsWith(set.path("@id").asText() + "/"), "a field's id");
      expect(TYPES.contains(field.path("dataType").asText()), "dataType " + field.path("dataType"));
      JsonNode source = field.path("source");
      expect(files.contains(source.path("fileObject").path("@id").asText()), "a dangling source");
      expect(source.path("extract").path("column").isTextual(), "no column to extract");
      if (field.has("references")) {
        expect(
            fields.contains(field.path("references").path("field").path("@id").asText()),
            "references in another form, or dangling");
      }
    }
  }

  private void id(JsonNode node) {
    String id = node.path("@id").asText();
    expect(!id.isEmpty() && id.chars().noneMatch(Character::isWhitespace), "@id \"" + id + "\"");
    expect(!id.contains("%20"), "@id \"" + id + "\"");
    expect(ids.add(id), "@id \"" + id + "\" twice");
  }

  private void expect(boolean good, String complaint) {
    if (!good) {
      complaints.add(complaint);
    }
  }
}
