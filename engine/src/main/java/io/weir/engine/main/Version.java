package io.weir.engine.main;

import picocli.CommandLine.IVersionProvider;

/** Which Weir this is. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"weir " + text(), "Java " + Runtime.version()};
  }

  /** The version of the jar this comes from. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
