package io.weir.engine.pluginhost;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** A plugin archive made by a test: compiled, zipped, and as wrong as the test wants it. */
public final class TestArchive {
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final List<String> extensions = new ArrayList<>();
  private final Path scratch;

  TestArchive(Path scratch) {
    this.scratch = scratch;
  }

  /** A plugin of the given id for the API of this engine, with no extension yet. */
  public static TestArchive plugin(Path scratch, String id) {
    return new TestArchive(scratch)
        .properties("plugin.id=" + id, "plugin.version=1.0.0", "plugin.requires=>=1.0.0 & <2.0.0");
  }

  TestArchive properties(String... lines) {
    return entry("plugin.properties", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  TestArchive entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  /** Adds a conflict strategy that calls itself so, with more members of the class as given. */
  TestArchive strategy(String className, String name, String members) throws IOException {
    String source =
        """
        public class %s implements io.weir.spi.ConflictStrategy {
          @Override public String name() { return "%s"; }
          @Override public String summary() { return "A strategy made by a test."; }
          @Override public boolean makesNewKeys() { return false; }
          @Override public void resolve(io.weir.spi.ConflictGroup group) {}
          %s
        }
        """
            .formatted(className, name, members);
    return extension(className, source);
  }

  /** Adds a class and lists it as an extension. */
  public TestArchive extension(String className, String source) throws IOException {
    extensions.add(className);
    return source(className, source);
  }

  /** Adds a compiled class. */
  TestArchive source(String className, String source) throws IOException {
    Path folder = Files.createTempDirectory(scratch, "compiled");
    Path file = Files.writeString(folder.resolve(className + ".java"), source);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
    if (failed != 0) {
      throw new IllegalStateException("does not compile: " + source);
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path compiled : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        entry("classes/" + compiled.getFileName(), Files.readAllBytes(compiled));
      }
    }
    return this;
  }

  public Path write(Path target) throws IOException {
    if (!extensions.isEmpty()) {
      entry(
          "classes/META-INF/extensions.idx",
          String.join("\n", extensions).getBytes(StandardCharsets.UTF_8));
    }
    try (OutputStream file = Files.newOutputStream(target);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return target;
  }
}
