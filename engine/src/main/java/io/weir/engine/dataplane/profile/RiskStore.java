package io.weir.engine.dataplane.profile;

import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.vocabulary.WeirException;
import java.util.Optional;

/** Risk reports in the part store, {@code run/risk/table.json}, for as long as the outbox. */
public final class RiskStore {
  /** The folder of a run that holds the risk reports of its tables. */
  public static final String FOLDER = "risk";

  private final StoredReports<TableRisk> reports;

  public RiskStore(PartStore store) {
    this.reports = new StoredReports<>(store, FOLDER, TableRisk.class, "risk report");
  }

  /** Stores a table's risk report; the same report always as the same bytes. */
  public RiskFile write(String run, TableRisk risk) {
    StoredReports.Stored file = reports.write(run, risk.table(), risk);
    return new RiskFile(risk.table(), file.path(), file.bytes(), file.checksum());
  }

  /**
   * Reads a table's risk report back.
   *
   * @return empty when it was deleted
   * @throws WeirException DAMAGED_PART or STORAGE_FAILED
   */
  public Optional<TableRisk> read(String run, RiskFile file) {
    return reports.read(run, file.table(), file.path(), file.checksum());
  }
}
