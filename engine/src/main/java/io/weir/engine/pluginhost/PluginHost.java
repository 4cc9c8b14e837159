package io.weir.engine.pluginhost;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads a folder of plugin archives. */
public final class PluginHost {
  /** The version of the plugin API that this engine speaks; plugins name the ones they can. */
  public static final String API_VERSION = "1.0.0";

  private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);

  private final ArchiveStore store;
  private final List<LoadedPlugin> loaded = new ArrayList<>();
  private final List<Quarantined> quarantined = new ArrayList<>();
  private final Map<String, String> owners = new HashMap<>();

  private PluginHost(ArchiveStore store) {
    this.store = store;
  }

  /**
   * Loads every archive ({@code *.zip}) of a folder in the order of their names; where two claim
   * the same name, the first has it. An archive that cannot be used is quarantined and hurts no
   * other. Never throws.
   *
   * @param plugins the folder; one that is not there holds no plugins
   * @param work a folder private to Weir, for the copies that the plugins run from
   */
  public static PluginCatalogue load(Path plugins, Path work) {
    PluginHost host = new PluginHost(new ArchiveStore(work.toAbsolutePath()));
    for (Path archive : host.archives(plugins)) {
      host.add(archive);
    }
    return new PluginCatalogue(host.loaded, host.quarantined);
  }

  private List<Path> archives(Path plugins) {
    List<Path> archives = new ArrayList<>();
    if (Files.isDirectory(plugins)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(plugins, PluginHost::isArchive)) {
        files.forEach(archives::add);
      } catch (IOException | java.nio.file.DirectoryIteratorException failed) {
        quarantine(
            plugins,
            new RejectedArchive(
                "the folder of plugins could not be read",
                "Give the user that runs Weir the right to read it.",
                failed));
      }
    }
    archives.sort(null);
    return archives;
  }

  private void add(Path archive) {
    try {
      if (!nameOf(archive).endsWith(".zip")) {
        throw new RejectedArchive(
            "it is a jar, and plugins are zip archives",
            "Build it as a plugin archive: plugin.properties, classes/ and lib/.");
      }
      LoadedPlugin plugin = LoadedPlugin.load(store.unpack(archive), API_VERSION);
      try {
        claim(plugin);
      } catch (RejectedArchive taken) {
        plugin.close();
        throw taken;
      }
      loaded.add(plugin);
      LOG.info("Loaded plugin {} {} ({}).", plugin.id(), plugin.version(), plugin.sha256());
    } catch (RejectedArchive rejected) {
      quarantine(archive, rejected);
    }
  }

  /** Takes the plugin's id and the names of its extensions, all or none. */
  private void claim(LoadedPlugin plugin) throws RejectedArchive {
    Map<String, String> claims = new HashMap<>();
    claims.put("plugin " + plugin.id(), plugin.id());
    for (LoadedPlugin.Named named : plugin.extensions()) {
      if (claims.put(named.kind().words() + " " + named.name(), plugin.id()) != null) {
        throw new RejectedArchive(
            "it offers the %s %s twice".formatted(named.kind().words(), named.name()),
            "Ask the plugin's author to give each extension a name of its own.");
      }
    }
    for (String claim : claims.keySet()) {
      if (owners.containsKey(claim)) {
        throw new RejectedArchive(
            "the %s is already there, from plugin %s".formatted(claim, owners.get(claim)),
            "Take one of the two archives out of the folder.");
      }
    }
    owners.putAll(claims);
  }

  private void quarantine(Path archive, RejectedArchive rejected) {
    LOG.warn(
        "Left {} out: {}. {}",
        archive.getFileName(),
        rejected.getMessage(),
        rejected.advice(),
        rejected.getCause());
    quarantined.add(
        new Quarantined(
            String.valueOf(archive.getFileName()), rejected.getMessage(), rejected.advice()));
  }

  private static boolean isArchive(Path file) {
    String name = nameOf(file);
    return (name.endsWith(".zip") || name.endsWith(".jar")) && !Files.isDirectory(file);
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }
}
