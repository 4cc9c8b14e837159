package io.weir.engine.pluginhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.ConflictStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginHostTest {
  @TempDir Path temporary;
  private Path plugins;
  private Path work;

  @BeforeEach
  void prepare() throws IOException {
    plugins = Files.createDirectory(temporary.resolve("plugins"));
    work = temporary.resolve("work");
  }

  @Test
  void the_built_in_plugins_are_loaded_from_their_archives() {
    try (PluginCatalogue catalogue =
        PluginHost.load(Path.of(System.getProperty("weir.plugins")), work)) {
      assertEquals(List.of(), catalogue.quarantined());
      assertEquals(Set.of("files", "process", "postgresql"), catalogue.connectors().keySet());
      assertEquals(
          Set.of("source-priority", "drop-all", "new-keys"),
          catalogue.conflictStrategies().keySet());
      assertEquals(
          Set.of(
              "drop-column",
              "mask",
              "suppress-cells",
              "suppress-records",
              "generalize",
              "permute",
              "permute-groups",
              "rank-swap",
              "shuffle-records",
              "anatomize",
              "add-noise",
              "multiply-noise",
              "add-correlated-noise",
              "round-values",
              "shift-date",
              "randomize",
              "randomized-response",
              "microaggregate",
              "pseudonymize"),
          catalogue.anonymizationMethods().keySet());

      Registered<ConflictStrategy> registered = catalogue.conflictStrategies().get("new-keys");
      assertEquals("conflict-new-keys", registered.plugin());
      assertTrue(registered.version().matches("\\d+\\.\\d+\\.\\d+.*"), registered.version());
      assertTrue(registered.sha256().matches("[0-9a-f]{64}"), registered.sha256());
      assertTrue(registered.extension().makesNewKeys());
    }
  }

  @Test
  void a_plugin_brings_its_own_libraries() throws Exception {
    try (PluginCatalogue catalogue =
        PluginHost.load(Path.of(System.getProperty("weir.plugins")), work)) {
      ClassLoader loader =
          catalogue.connectors().get("postgresql").extension().getClass().getClassLoader();
      assertNotSame(
          Class.forName("org.postgresql.Driver"), loader.loadClass("org.postgresql.Driver"));
    }
  }

  @Test
  void the_checksum_is_that_of_the_archive() throws Exception {
    Path archive = good("good", "Good", "my-strategy");
    byte[] digest =
        java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive));
    try (PluginCatalogue catalogue = load()) {
      assertEquals(
          HexFormat.of().formatHex(digest),
          catalogue.conflictStrategies().get("my-strategy").sha256());
    }
  }

  @Test
  void no_folder_means_no_plugins() {
    try (PluginCatalogue catalogue = PluginHost.load(temporary.resolve("absent"), work)) {
      assertTrue(catalogue.connectors().isEmpty());
      assertEquals(List.of(), catalogue.quarantined());
    }
  }

  @Test
  void a_broken_archive_is_quarantined_and_hurts_no_other() throws IOException {
    good("good", "Good", "my-strategy");
    Files.writeString(plugins.resolve("text.zip"), "this is no zip archive");
    Files.write(plugins.resolve("nothing.zip"), new byte[0]);
    Files.writeString(plugins.resolve("library.jar"), "neither is this");
    Files.writeString(plugins.resolve("README.md"), "Put plugins here.");
    Files.createDirectory(plugins.resolve("folder.zip"));
    byte[] whole = Files.readAllBytes(plugins.resolve("good.zip"));
    Files.write(plugins.resolve("half.zip"), java.util.Arrays.copyOf(whole, whole.length / 2));
    whole[whole.length / 3] ^= 0x55;
    Files.write(plugins.resolve("flipped.zip"), whole);

    try (PluginCatalogue catalogue = load()) {
      assertEquals(Set.of("my-strategy"), catalogue.conflictStrategies().keySet());
      assertEquals(
          List.of("flipped.zip", "half.zip", "library.jar", "nothing.zip", "text.zip"),
          catalogue.quarantined().stream().map(Quarantined::archive).toList());
      for (Quarantined left : catalogue.quarantined()) {
        assertFalse(left.reason().isBlank());
        assertFalse(left.advice().isBlank());
      }
    }
  }

  @Test
  void an_archive_without_properties_is_quarantined() throws IOException {
    new TestArchive(temporary)
        .strategy("Nameless", "nameless", "")
        .write(plugins.resolve("nameless.zip"));
    assertEquals("it has no plugin.properties", onlyReason());
  }

  @Test
  void properties_without_a_proper_id_or_version_are_quarantined() throws IOException {
    archive("plugin.version=1.0.0", "plugin.requires=1.0.0").write(plugins.resolve("a.zip"));
    archive("plugin.id=../x", "plugin.version=1.0.0", "plugin.requires=1.0.0")
        .write(plugins.resolve("b.zip"));
    archive("plugin.id=x", "plugin.version=new", "plugin.requires=1.0.0")
        .write(plugins.resolve("c.zip"));
    archive("plugin.id=y", "plugin.requires=1.0.0").write(plugins.resolve("d.zip"));
    assertEquals(
        List.of(
            "its plugin.properties has no valid plugin.id",
            "its plugin.properties has no valid plugin.id",
            "its plugin.properties has no valid plugin.version",
            "its plugin.properties has no valid plugin.version"),
        reasons());
  }

  @Test
  void a_plugin_for_another_api_version_is_quarantined() throws IOException {
    archive("plugin.id=x", "plugin.version=1.0.0", "plugin.requires=>=2.0.0")
        .strategy("Future", "future", "")
        .write(plugins.resolve("future.zip"));
    archive("plugin.id=x", "plugin.version=1.0.0")
        .strategy("Vague", "vague", "")
        .write(plugins.resolve("vague.zip"));
    archive("plugin.id=x", "plugin.version=1.0.0", "plugin.requires=>=one")
        .strategy("Wrong", "wrong", "")
        .write(plugins.resolve("wrong.zip"));
    assertEquals(
        List.of(
            "it was made for version >=2.0.0 of the plugin API, and this is 1.0.0",
            "it does not say for which version of the plugin API it was made",
            "its plugin.requires is not a condition on versions"),
        reasons());
  }

  @Test
  void an_extension_that_cannot_be_made_is_quarantined() throws IOException {
    good("good", "Good", "my-strategy");
    bad("a", "public A() { throw new IllegalStateException(); }");
    bad("b", "static { if (true) throw new AssertionError(); }");
    bad("c", "private C() {}");
    bad("d", "public D(int needed) {}");
    bad("e", "{ E(); } void E() { E(); }");
    bad("f", "{ new Gone(); } static class Gone {}");
    withoutClass("f", "classes/F$Gone.class");
    try (PluginCatalogue catalogue = load()) {
      assertEquals(Set.of("my-strategy"), catalogue.conflictStrategies().keySet());
    }
    assertEquals(
        List.of(
            reason("A", "IllegalStateException"),
            reason("B", "AssertionError"),
            reason("C", "IllegalAccessException"),
            reason("D", "NoSuchMethodException"),
            reason("E", "StackOverflowError"),
            reason("F", "NoClassDefFoundError")),
        reasons().stream().map(PluginHostTest::withoutInitializer).toList());
  }

  @Test
  void an_extension_that_cannot_say_its_name_is_quarantined() throws IOException {
    String[] names = {"", "Upper", "two words", "-x", "x".repeat(65), "ünal"};
    for (int i = 0; i < names.length; i++) {
      TestArchive.plugin(temporary, "p" + i)
          .strategy("P" + i, names[i], "")
          .write(plugins.resolve("p" + i + ".zip"));
    }
    TestArchive.plugin(temporary, "q")
        .extension(
            "Q",
            """
            public class Q implements io.weir.spi.AnonymizationMethod {
              @Override public io.weir.spi.MethodDescription describe() { throw new AssertionError(); }
              @Override public io.weir.spi.PreparedMethod prepare(
                  io.weir.spi.MethodRequest request) { return null; }
            }
            """)
        .write(plugins.resolve("q.zip"));
    List<String> reasons = reasons();
    for (int i = 0; i < names.length; i++) {
      assertEquals("its extension P" + i + " does not give itself a valid name", reasons.get(i));
    }
    assertEquals(reason("Q", "AssertionError"), reasons.getLast());
  }

  @Test
  void extensions_of_no_kind_or_none_at_all_are_quarantined() throws IOException {
    TestArchive.plugin(temporary, "a")
        .extension("Other", "public class Other implements org.pf4j.ExtensionPoint {}")
        .write(plugins.resolve("a.zip"));
    TestArchive.plugin(temporary, "b").write(plugins.resolve("b.zip"));
    archive(
            "plugin.id=c",
            "plugin.version=1.0.0",
            "plugin.requires=1.0.0",
            "plugin.dependencies=other@1.0.0")
        .write(plugins.resolve("c.zip"));
    assertEquals(
        List.of(
            "its extension Other is of no kind that Weir knows",
            "it offers no extension",
            "it depends on other plugins, and plugins of Weir stand alone"),
        reasons());
  }

  @Test
  void a_plugin_that_fails_to_start_is_quarantined() throws IOException {
    String plugin = "public class Starter extends org.pf4j.Plugin { %s }";
    int number = 0;
    for (String members :
        List.of(
            "@Override public void start() { throw new IllegalStateException(); }",
            "{ if (true) throw new IllegalStateException(); }")) {
      archive(
              "plugin.id=p" + number,
              "plugin.version=1.0.0",
              "plugin.requires=1.0.0",
              "plugin.class=Starter")
          .source("Starter", plugin.formatted(members))
          .strategy("Fine", "fine", "")
          .write(plugins.resolve("p" + number++ + ".zip"));
    }
    assertEquals(2, reasons().size());
    assertTrue(reasons().stream().allMatch(reason -> reason.startsWith("it could not be started")));
  }

  @Test
  void the_second_to_claim_a_name_is_quarantined() throws IOException {
    good("a", "A", "my-strategy");
    good("b", "B", "my-strategy");
    TestArchive.plugin(temporary, "a").strategy("C", "another", "").write(plugins.resolve("c.zip"));
    TestArchive.plugin(temporary, "d")
        .strategy("D", "twice", "")
        .strategy("E", "twice", "")
        .write(plugins.resolve("d.zip"));
    try (PluginCatalogue catalogue = load()) {
      assertEquals("a", catalogue.conflictStrategies().get("my-strategy").plugin());
      assertEquals(Set.of("my-strategy"), catalogue.conflictStrategies().keySet());
    }
    assertEquals(
        List.of(
            "the conflict strategy my-strategy is already there, from plugin a",
            "the plugin a is already there, from plugin a",
            "it offers the conflict strategy twice twice"),
        reasons());
  }

  @Test
  void a_plugin_sees_the_api_and_nothing_of_the_engine() throws Exception {
    good("good", "Good", "my-strategy");
    try (PluginCatalogue catalogue = load()) {
      ClassLoader loader = loaderOf(catalogue);
      assertSame(ConflictStrategy.class, loader.loadClass(ConflictStrategy.class.getName()));
      assertSame(org.slf4j.Logger.class, loader.loadClass("org.slf4j.Logger"));
      assertSame(org.pf4j.Extension.class, loader.loadClass("org.pf4j.Extension"));
      assertSame(java.sql.Connection.class, loader.loadClass("java.sql.Connection"));
      for (String hidden :
          List.of(
              PluginHost.class.getName(),
              "com.fasterxml.jackson.databind.ObjectMapper",
              "org.apache.pekko.actor.ActorSystem",
              "org.postgresql.Driver",
              "ch.qos.logback.classic.Logger")) {
        Class.forName(hidden);
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass(hidden));
      }
      assertEquals(null, loader.getResource("ch/qos/logback/classic/Logger.class"));
      assertFalse(loader.getResources("META-INF/services/java.sql.Driver").hasMoreElements());
    }
  }

  @Test
  void a_plugin_that_brings_a_copy_of_the_api_meets_the_engines() throws Exception {
    TestArchive archive = TestArchive.plugin(temporary, "copy").strategy("Copy", "copy", "");
    try (var original = ConflictStrategy.class.getResourceAsStream("ConflictStrategy.class")) {
      archive.entry("classes/io/weir/spi/ConflictStrategy.class", original.readAllBytes());
    }
    archive.write(plugins.resolve("copy.zip"));
    try (PluginCatalogue catalogue = load()) {
      assertEquals(Set.of("copy"), catalogue.conflictStrategies().keySet());
    }
  }

  @Test
  void replacing_a_file_changes_nothing_until_the_next_start() throws Exception {
    String members =
        """
        public String toString() { return new Late().words(); }
        static class Late { String words() { return "%s"; } }
        """;
    Path archive =
        TestArchive.plugin(temporary, "p")
            .strategy("P", "p", members.formatted("first"))
            .write(plugins.resolve("p.zip"));
    try (PluginCatalogue catalogue = load()) {
      TestArchive.plugin(temporary, "p")
          .strategy("P", "p", members.formatted("second"))
          .write(archive);
      assertEquals("first", catalogue.conflictStrategies().get("p").extension().toString());
      try (PluginCatalogue next = load()) {
        assertEquals("second", next.conflictStrategies().get("p").extension().toString());
        assertNotEquals(
            catalogue.conflictStrategies().get("p").sha256(),
            next.conflictStrategies().get("p").sha256());
      }
      Files.delete(archive);
      assertEquals("first", catalogue.conflictStrategies().get("p").extension().toString());
    }
  }

  @Test
  void what_an_earlier_start_left_damaged_is_mended() throws IOException {
    good("good", "Good", "my-strategy");
    load().close();
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        Files.write(file, new byte[3]);
      }
    }
    try (PluginCatalogue catalogue = load()) {
      assertEquals(List.of(), catalogue.quarantined());
    }
  }

  @Test
  void a_catalogue_cannot_be_changed() throws IOException {
    good("good", "Good", "my-strategy");
    try (PluginCatalogue catalogue = load()) {
      assertThrows(
          UnsupportedOperationException.class, () -> catalogue.conflictStrategies().clear());
      assertThrows(UnsupportedOperationException.class, () -> catalogue.quarantined().clear());
    }
  }

  @Test
  void a_closed_catalogue_lets_its_classes_go() throws Exception {
    good("good", "Good", "my-strategy");
    PluginCatalogue catalogue = load();
    ClassLoader loader = loaderOf(catalogue);
    catalogue.close();
    catalogue.close();
    assertTrue(((org.pf4j.PluginClassLoader) loader).isClosed());
  }

  private ClassLoader loaderOf(PluginCatalogue catalogue) {
    return catalogue
        .conflictStrategies()
        .get("my-strategy")
        .extension()
        .getClass()
        .getClassLoader();
  }

  private PluginCatalogue load() {
    return PluginHost.load(plugins, work);
  }

  private List<String> reasons() {
    try (PluginCatalogue catalogue = load()) {
      return catalogue.quarantined().stream().map(Quarantined::reason).toList();
    }
  }

  private String onlyReason() {
    List<String> reasons = reasons();
    assertEquals(1, reasons.size(), reasons::toString);
    return reasons.getFirst();
  }

  private Path good(String id, String className, String name) throws IOException {
    return TestArchive.plugin(temporary, id)
        .strategy(className, name, "")
        .write(plugins.resolve(id + ".zip"));
  }

  private void bad(String id, String members) throws IOException {
    String className = id.toUpperCase(java.util.Locale.ROOT);
    TestArchive.plugin(temporary, id)
        .strategy(className, id, members)
        .write(plugins.resolve(id + ".zip"));
  }

  private void withoutClass(String id, String entry) throws IOException {
    Path archive = plugins.resolve(id + ".zip");
    try (var zip = java.nio.file.FileSystems.newFileSystem(archive)) {
      Files.delete(zip.getPath(entry));
    }
  }

  private TestArchive archive(String... properties) {
    return new TestArchive(temporary).properties(properties);
  }

  private static String reason(String className, String exception) {
    return "its extension %s failed when it was made or asked for its name (%s)"
        .formatted(className, exception);
  }

  private static String withoutInitializer(String reason) {
    return reason.replace("ExceptionInInitializerError", "AssertionError");
  }
}
