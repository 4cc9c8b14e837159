package io.weir.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.pluginhost.PluginCatalogue;
import io.weir.engine.pluginhost.PluginHost;
import io.weir.engine.pluginhost.Quarantined;
import io.weir.spi.BytesColumn;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin of the author's guide is built as the guide says, and loaded. */
class PluginGuideTest {
  private static final Path EXAMPLE = Pages.page("examples").resolve("first-letter");

  @TempDir private Path folder;
  private Path classes;
  private Path plugins;

  @BeforeEach
  void compile() throws IOException {
    classes = Files.createDirectories(folder.resolve("classes"));
    plugins = Files.createDirectories(folder.resolve("plugins"));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:full",
                "-d",
                classes.toString(),
                EXAMPLE
                    .resolve("src/main/java/org/example/firstletter/FirstLetter.java")
                    .toString());
    assertEquals(0, result);
  }

  @Test
  void the_plugin_of_the_guide_is_loaded_and_works() throws IOException {
    archive("first-letter.zip", properties());
    try (PluginCatalogue catalogue = PluginHost.load(plugins, folder.resolve("work"))) {
      assertEquals(List.of(), catalogue.quarantined());
      ColumnAnonymizer letters =
          (ColumnAnonymizer)
              catalogue
                  .anonymizationMethods()
                  .get("first-letter")
                  .extension()
                  .prepare(
                      MethodRequest.of(
                          new ColumnSchema("full_name", ValueType.STRING),
                          new Parameters(Map.of("upper", true))));
      assertEquals("A", letters.apply(BytesColumn.ofStrings("ann")).format(0));
    }
  }

  @Test
  void a_plugin_for_another_api_is_left_out_in_the_words_of_the_guide() throws IOException {
    archive("old-method.zip", properties().replace(">=1.0.0 & <2.0.0", ">=2.0.0"));
    try (PluginCatalogue catalogue = PluginHost.load(plugins, folder.resolve("work"))) {
      Quarantined left = catalogue.quarantined().getFirst();
      String told = "Left %s out: %s. %s\n".formatted(left.archive(), left.reason(), left.advice());
      assertTrue(
          Pages.blocks(Pages.page("plugins.md")).stream()
              .anyMatch(block -> block.text().equals(told)),
          told);
    }
  }

  private static String properties() throws IOException {
    return Files.readString(EXAMPLE.resolve("plugin.properties"))
        .replace("${project.version}", "1.0.0");
  }

  private void archive(String name, String properties) throws IOException {
    try (OutputStream out = Files.newOutputStream(plugins.resolve(name));
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      zip.putNextEntry(new ZipEntry("plugin.properties"));
      zip.write(properties.getBytes(StandardCharsets.UTF_8));
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry("classes/" + classes.relativize(file)));
        zip.write(Files.readAllBytes(file));
      }
    }
  }
}
