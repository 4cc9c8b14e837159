package io.weir.spi;

import java.util.List;
import java.util.Optional;
import org.pf4j.ExtensionPoint;

/**
 * Reaches a system that holds tables: reads from it, writes to it, or both. Implementations are
 * stateless and thread-safe; each opened source or target belongs to one thread at a time.
 */
public interface Connector extends ExtensionPoint {
  ConnectorDescription describe();

  /**
   * Checks settings without reaching the system.
   *
   * @throws InvalidParameters naming the setting at fault
   */
  void check(Settings settings);

  /** The reading side, or empty when this connector only writes. */
  Optional<SourceSide> source();

  /** The writing side, or empty when this connector only reads. */
  Optional<TargetSide> target();

  /** The side that tells which tables there are, or empty when the system keeps no such list. */
  default Optional<CatalogueSide> catalogue() {
    return Optional.empty();
  }

  /** Reads tables. */
  interface SourceSide {
    /**
     * Starts to deliver records.
     *
     * @throws ConnectorException if the system refuses or cannot be reached
     */
    SourceStream open(SourceRequest request);
  }

  /** Tells which tables a system holds, from what the system says of them; reads no records. */
  interface CatalogueSide {
    /**
     * The tables that the connection may read, ordered by name, without those that the system keeps
     * for itself.
     *
     * @param most no more than so many, the first ones
     * @throws ConnectorException if the system refuses or cannot be reached
     */
    List<CatalogueTable> tables(Settings settings, int most);
  }

  /** Writes a whole module version, all tables or none. */
  interface TargetSide {
    /**
     * Begins the delivery of one module version. Nothing becomes visible before {@link
     * TargetDelivery#commit}.
     *
     * @throws ConnectorException if the system refuses or cannot be reached
     */
    TargetDelivery open(Settings settings, UploadManifest manifest);

    /**
     * Looks for a delivery committed earlier, to settle one whose outcome is unknown.
     *
     * @throws ConnectorException if the system refuses or cannot be reached
     */
    Optional<Receipt> find(Settings settings, UploadManifest manifest);

    /**
     * How to read a delivered table back: the settings of a source of this connector on the same
     * connection that yields exactly the records delivered. An empty value and a text of length
     * zero must come back as two different things; in CSV, as {@link
     * SourceFormat.Csv#unquotedEmptyIsAbsent()} says.
     */
    Parameters readBack(UploadManifest manifest, TableSchema table);
  }
}
