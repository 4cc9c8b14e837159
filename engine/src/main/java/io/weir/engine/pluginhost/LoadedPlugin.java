package io.weir.engine.pluginhost;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin that runs, and its extensions. Whatever its code throws while it is loaded becomes the
 * reason for leaving it out.
 */
record LoadedPlugin(
    String id, String version, String sha256, List<Named> extensions, IsolatedPluginManager manager)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedPlugin.class);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern VERSION =
      Pattern.compile("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 64;
  private static final String ASK_AUTHOR =
      "Ask the plugin's author to mend it; the log has the error.";

  /** An extension under the name it gives itself. */
  record Named(ExtensionKind kind, String name, Object extension) {}

  /**
   * Loads, starts and asks a plugin.
   *
   * @throws RejectedArchive if it is none, was made for another API, or fails
   */
  static LoadedPlugin load(ArchiveStore.Unpacked unpacked, String apiVersion)
      throws RejectedArchive {
    IsolatedPluginManager manager =
        new IsolatedPluginManager(unpacked.folder().getParent(), apiVersion);
    try {
      PluginDescriptor descriptor = descriptor(manager, unpacked, apiVersion);
      String id = manager.loadPlugin(unpacked.folder());
      if (manager.startPlugin(id) != PluginState.STARTED) {
        throw new RejectedArchive("it could not be started", ASK_AUTHOR);
      }
      return new LoadedPlugin(
          id, descriptor.getVersion(), unpacked.sha256(), extensions(manager, id), manager);
    } catch (RejectedArchive rejected) {
      end(manager);
      throw rejected;
    } catch (Throwable failed) {
      end(manager);
      rethrowIfFatal(failed);
      throw new RejectedArchive(
          "it could not be started (" + failed.getClass().getSimpleName() + ")",
          ASK_AUTHOR,
          failed);
    }
  }

  @Override
  public void close() {
    end(manager);
  }

  private static PluginDescriptor descriptor(
      IsolatedPluginManager manager, ArchiveStore.Unpacked unpacked, String apiVersion)
      throws RejectedArchive {
    PluginDescriptor descriptor;
    try {
      descriptor = manager.describe(unpacked.folder());
    } catch (PluginRuntimeException missing) {
      throw new RejectedArchive(
          "it has no plugin.properties",
          "Build it as a plugin archive: plugin.properties, classes/ and lib/.",
          missing);
    }
    requireMatch("plugin.id", ID, descriptor.getPluginId());
    requireMatch("plugin.version", VERSION, descriptor.getVersion());
    if (!descriptor.getDependencies().isEmpty()) {
      throw new RejectedArchive(
          "it depends on other plugins, and plugins of Weir stand alone",
          "Put the libraries it needs into its lib/ folder.");
    }
    requireApi(manager, descriptor.getRequires(), apiVersion);
    return descriptor;
  }

  private static void requireMatch(String property, Pattern pattern, String value)
      throws RejectedArchive {
    if (value == null || !pattern.matcher(value).matches()) {
      throw new RejectedArchive(
          "its plugin.properties has no valid " + property,
          property.equals("plugin.version")
              ? "Write a version such as 1.0.0."
              : "Write letters, digits, \".\", \"-\" and \"_\".");
    }
  }

  private static void requireApi(IsolatedPluginManager manager, String requires, String apiVersion)
      throws RejectedArchive {
    if (requires == null || requires.isBlank() || requires.equals("*")) {
      throw new RejectedArchive(
          "it does not say for which version of the plugin API it was made",
          "Write plugin.requires into plugin.properties, such as >=1.0.0 & <2.0.0.");
    }
    boolean fits;
    try {
      fits = manager.getVersionManager().checkVersionConstraint(apiVersion, requires);
    } catch (RuntimeException unreadable) {
      throw new RejectedArchive(
          "its plugin.requires is not a condition on versions",
          "Write something like >=1.0.0 & <2.0.0.",
          unreadable);
    }
    if (!fits) {
      throw new RejectedArchive(
          "it was made for version " + requires + " of the plugin API, and this is " + apiVersion,
          "Install the release of the plugin that was made for this version of Weir.");
    }
  }

  private static List<Named> extensions(IsolatedPluginManager manager, String id)
      throws RejectedArchive {
    List<Named> extensions = new ArrayList<>();
    for (String className : new TreeSet<>(manager.getExtensionClassNames(id))) {
      extensions.add(extension(manager.getPluginClassLoader(id), className));
    }
    if (extensions.isEmpty()) {
      throw new RejectedArchive(
          "it offers no extension",
          "Annotate extensions with @Extension, and compile with <proc>full</proc>.");
    }
    return List.copyOf(extensions);
  }

  private static Named extension(ClassLoader loader, String className) throws RejectedArchive {
    try {
      Object extension =
          Class.forName(className, true, loader).getDeclaredConstructor().newInstance();
      ExtensionKind kind =
          ExtensionKind.of(extension)
              .orElseThrow(() ->
                  new RejectedArchive(
                      "its extension " + className + " is of no kind that Weir knows",
                      "Implement one of the extension points of io.weir.spi."));
      String name = kind.nameOf(extension);
      if (name == null || name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
        throw new RejectedArchive(
            "its extension " + className + " does not give itself a valid name",
            "Names are lower case, words joined by \"-\", up to " + LONGEST_NAME + " characters.");
      }
      return new Named(kind, name, extension);
    } catch (RejectedArchive rejected) {
      throw rejected;
    } catch (Throwable failed) {
      rethrowIfFatal(failed);
      Throwable root =
          failed instanceof java.lang.reflect.InvocationTargetException thrown
              ? thrown.getCause()
              : failed;
      throw new RejectedArchive(
          "its extension %s failed when it was made or asked for its name (%s)"
              .formatted(className, root.getClass().getSimpleName()),
          ASK_AUTHOR,
          root);
    }
  }

  /** A plugin may throw whatever it likes; only what ails the whole node goes on. */
  private static void rethrowIfFatal(Throwable failed) {
    if (failed instanceof VirtualMachineError fatal && !(failed instanceof StackOverflowError)) {
      throw fatal;
    }
  }

  private static void end(IsolatedPluginManager manager) {
    try {
      // One by one: stopping all at once walks the list that it changes.
      for (PluginWrapper started : List.copyOf(manager.getStartedPlugins())) {
        manager.stopPlugin(started.getPluginId());
      }
      manager.unloadPlugins();
    } catch (Throwable failed) {
      rethrowIfFatal(failed);
      LOG.warn("A plugin did not stop cleanly; its code may stay in memory.", failed);
    }
  }
}
