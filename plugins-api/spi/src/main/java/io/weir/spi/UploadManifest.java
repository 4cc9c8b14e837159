package io.weir.spi;

import java.util.List;
import java.util.Optional;

/**
 * One module version to be delivered.
 *
 * @param uploadId the same for every attempt at this delivery, so that it happens once
 * @param epoch the fencing epoch of the attempt: a target that has seen a higher one refuses
 * @param module the module's name
 * @param version the new version, SemVer
 * @param tables in an order in which every referenced table comes before the ones that refer to it,
 *     as far as there are no cycles
 */
public record UploadManifest(
    String uploadId, long epoch, String module, String version, List<Table> tables) {
  public UploadManifest {
    tables = List.copyOf(tables);
  }

  /**
   * @param primaryKey the key column, if the table has one
   * @param rows how many records will be delivered
   */
  public record Table(
      TableSchema schema, Optional<String> primaryKey, List<Reference> references, long rows) {
    public Table {
      references = List.copyOf(references);
    }
  }

  /** A foreign key: {@code column} holds values of {@code targetColumn} of {@code targetTable}. */
  public record Reference(String column, String targetTable, String targetColumn) {}
}
