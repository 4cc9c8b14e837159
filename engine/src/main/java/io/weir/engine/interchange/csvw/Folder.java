package io.weir.engine.interchange.csvw;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder that metadata and data lie in. Urls are resolved against it; nothing outside of it is
 * ever opened, and nothing is loaded from a network.
 *
 * @param root a folder that exists
 */
record Folder(Path root) {
  private static final String SCHEME = "folder";
  private static final String UNSAFE = " \"<>\\^`{|}";

  /** What urls in a file of this folder are relative to. */
  static URI base(String file) {
    return URI.create(SCHEME + ":/").resolve(encoded(file));
  }

  /** A url against a base, or nothing if it is not a url. */
  static Optional<URI> resolve(URI base, String url) {
    try {
      return Optional.of(base.resolve(new URI(encoded(url))).normalize());
    } catch (URISyntaxException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The path, relative to this folder, that a url stands for; nothing if it leads elsewhere. */
  static Optional<String> path(URI base, String url) {
    return resolve(base, url)
        .filter(uri -> SCHEME.equals(uri.getScheme()) && uri.getAuthority() == null)
        .map(URI::getPath)
        .map(path -> path.replaceFirst("^/+", ""))
        .filter(path ->
            !path.isEmpty()
                && List.of(path.split("/", -1)).stream()
                    .noneMatch(step -> step.equals("..") || step.isEmpty()));
  }

  /** A path of this folder as a url. */
  static String url(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("a path is always a url", e);
    }
  }

  /** A file of this folder, or nothing if it is not there; symbolic links cannot lead out. */
  Optional<Path> file(String path) {
    try {
      Path real = root.resolve(path).toRealPath();
      return Files.isRegularFile(real) && real.startsWith(root.toRealPath())
          ? Optional.of(real)
          : Optional.empty();
    } catch (IOException | InvalidPathException _) {
      return Optional.empty();
    }
  }

  /**
   * The beginning of a file.
   *
   * @param most how many bytes at most
   */
  static byte[] start(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most);
    }
  }

  private static String encoded(String url) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (c < 0x20 || c > 0x7e || UNSAFE.indexOf(c) >= 0) {
        encoded.append('%').append(hex(c >> 4)).append(hex(c & 15));
      } else {
        encoded.append((char) c);
      }
    }
    return encoded.toString();
  }

  private static char hex(int digit) {
    return Character.forDigit(digit, 16);
  }
}
