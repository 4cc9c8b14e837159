package io.weir.engine.main;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.Extensions;
import io.weir.engine.pluginhost.PluginCatalogue;
import io.weir.engine.pluginhost.PluginHost;
import io.weir.engine.pluginhost.Registered;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.Connector;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodRequest;
import io.weir.spi.PreparedMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The installed plugins, as the data plane and the reader of documents see them. */
final class Plugins implements Catalogue, Extensions, AutoCloseable {
  /** Where the archives lie; the launcher and the tests say so. */
  private static final String FOLDER = "weir.plugins";

  private final PluginCatalogue installed;
  private final Path temporary;

  private Plugins(PluginCatalogue installed, Path temporary) {
    this.installed = installed;
    this.temporary = temporary;
  }

  /**
   * @param work where they are unpacked, private to the node
   */
  static Plugins load(Path work) {
    return new Plugins(PluginHost.load(folder(), work), Path.of(""));
  }

  /** For a moment, without a node. */
  static Plugins load() {
    try {
      Path work = Files.createTempDirectory("weir-plugins");
      return new Plugins(PluginHost.load(folder(), work), work);
    } catch (IOException e) {
      throw new StartFailure(
          "The plugins cannot be unpacked into the folder for temporary files.",
          "Make room there, or name another with -Djava.io.tmpdir in WEIR_JAVA_OPTS.",
          e);
    }
  }

  private static Path folder() {
    String named = System.getProperty(FOLDER);
    return named == null
        ? Path.of(System.getProperty("weir.home", "."), "plugins")
        : Path.of(named);
  }

  PluginCatalogue installed() {
    return installed;
  }

  DocumentReader documentReader() {
    return new DocumentReader(this);
  }

  @Override
  public Connector connector(String name) {
    return found("connector", name, installed.connectors()).extension();
  }

  @Override
  public ConflictStrategy conflictStrategy(String name) {
    return found("conflict strategy", name, installed.conflictStrategies()).extension();
  }

  @Override
  public AnonymizationMethod anonymizationMethod(String name) {
    return found("anonymization method", name, installed.anonymizationMethods()).extension();
  }

  private static <T> Registered<T> found(String kind, String name, Map<String, Registered<T>> all) {
    Registered<T> found = all.get(name);
    if (found == null) {
      throw new WeirException(
          Problem.of(
              ErrorCode.MISSING_PLUGIN,
              "There is no " + kind + " \"" + name + "\" on this node.",
              "Installed are: "
                  + String.join(", ", new TreeSet<>(all.keySet()))
                  + ". Correct the name, or install the plugin and restart the node."));
    }
    return found;
  }

  @Override
  public Set<String> anonymizationMethods() {
    return installed.anonymizationMethods().keySet();
  }

  @Override
  public Set<String> conflictStrategies() {
    return installed.conflictStrategies().keySet();
  }

  @Override
  public boolean makesNewKeys(String strategy) {
    Registered<ConflictStrategy> found = installed.conflictStrategies().get(strategy);
    return found != null && found.extension().makesNewKeys();
  }

  @Override
  public Set<String> sourceParameters() {
    Set<String> names = new TreeSet<>();
    installed
        .connectors()
        .values()
        .forEach(it -> names.addAll(it.extension().describe().sourceSettings().keySet()));
    names.remove("script"); // a term of its own in documents
    return names;
  }

  @Override
  public Set<MethodDescription.Place> places(String method) {
    return found("anonymization method", method, installed.anonymizationMethods())
        .extension()
        .describe()
        .places();
  }

  @Override
  public Effect prepare(String method, MethodRequest request) {
    return prepare(
        found("anonymization method", method, installed.anonymizationMethods()), request);
  }

  /** What a plugin throws may hold anything; only the kind of it is told. */
  static Effect prepare(Registered<AnonymizationMethod> method, MethodRequest request) {
    try {
      PreparedMethod prepared = method.extension().prepare(request);
      tried(prepared);
      return new Effect.Ready(prepared);
    } catch (InvalidParameters e) {
      return new Effect.Unsuitable(e.parameter(), e.getMessage());
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      return new Effect.Broken(method.plugin(), e.getClass().getSimpleName());
    }
  }

  /** Asks what will be asked later, so that a plugin that breaks off does so here. */
  private static void tried(PreparedMethod prepared) {
    Objects.requireNonNull(prepared.traits());
    Objects.requireNonNull(prepared.secrets());
    switch (prepared) {
      case PreparedMethod.OfValues values -> Objects.requireNonNull(values.output());
      case PreparedMethod.OfLevels levels -> Objects.requireNonNull(levels.output());
      case PreparedMethod.OfRecords records -> {
        Objects.requireNonNull(records.inputs());
        Objects.requireNonNull(records.output());
      }
      case PreparedMethod.OfSuppression suppression -> Objects.requireNonNull(suppression.inputs());
    }
  }

  /** The plugins' versions by name, as a run records what it worked with. */
  Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    Stream.of(
            installed.connectors(),
            installed.conflictStrategies(),
            installed.anonymizationMethods())
        .flatMap(kind -> kind.values().stream())
        .forEach(it -> versions.put(it.plugin(), it.version()));
    return versions;
  }

  @Override
  public void close() {
    installed.close();
    if (temporary.toString().isEmpty()) {
      return;
    }
    try (Stream<Path> all = Files.walk(temporary)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
