package io.weir.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.definition.ModuleSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferencePageTest {

  @Test
  void the_reference_is_what_the_schema_says() throws IOException {
    String made = ReferencePage.of(new ObjectMapper().readTree(ModuleSchema.text()));
    Path expected = Path.of("target", "reference.md");
    Files.writeString(expected, made);
    assertEquals(
        made,
        Files.readString(Pages.page("reference.md")),
        "docs/reference.md is made from the schema; take it over with"
            + " cp engine/target/reference.md docs/reference.md");
  }
}
