package io.weir.plugins.postgresql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** How things are called in the database. */
final class Identifiers {
  /** The longest name that PostgreSQL keeps; it cuts longer ones without a word. */
  static final int LONGEST = 63;

  private static final int HASH = 8;

  private Identifiers() {}

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String qualified(String schema, String name) {
    return quote(schema) + "." + quote(name);
  }

  static boolean isTooLong(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length > LONGEST;
  }

  /** The schema through which a module's latest version is read. */
  static String schemaOf(String module) {
    return shortened(moduleWords(module), module);
  }

  /** The schema that holds one version of a module. */
  static String schemaOf(String module, String version) {
    String suffix = "_v" + version.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
    return shortened(moduleWords(module) + suffix, module + "\0" + version);
  }

  /** The first hexadecimal digits of a text's SHA-256. */
  static String hash(String text, int digits) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, digits);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }

  private static String moduleWords(String module) {
    String words = module.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
    boolean lost = !module.matches("[A-Za-z0-9_. -]+");
    boolean taken =
        words.equals("weir")
            || words.equals("public")
            || words.equals("information_schema")
            || words.startsWith("pg_");
    return (taken ? "m_" : "") + words + (lost ? "_" + hash(module, HASH) : "");
  }

  private static String shortened(String name, String of) {
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST - HASH - 1) + "_" + hash(of, HASH);
  }
}
