package io.weir.engine.main;

import io.weir.engine.storage.Database;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a node is told.
 *
 * @param data the folder it keeps everything in
 * @param database a server of the operator's; empty for the embedded one
 * @param host the address to listen at
 * @param port of the API; 0 for any free one
 * @param operationsPort of metrics and health; 0 for any free one
 */
public record NodeSettings(
    Path data, Optional<Database.Address> database, String host, int port, int operationsPort) {
  public static final String LOOPBACK = "127.0.0.1";

  /** A node for one command: embedded database, free ports, this machine only. */
  public static NodeSettings alone(Path data) {
    return new NodeSettings(data, Optional.empty(), LOOPBACK, 0, 0);
  }
}
