package io.weir.engine.dataplane.profile;

import io.weir.engine.dataplane.LatticeFile;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.vocabulary.WeirException;
import java.util.Optional;

/**
 * What solutions there were to choose among, in the part store, {@code run/lattice/table.json}, for
 * as long as the outbox.
 */
public final class LatticeStore {
  /** The folder of a run that holds the lattices of its tables. */
  public static final String FOLDER = "lattice";

  private final StoredReports<TableLattice> reports;

  public LatticeStore(PartStore store) {
    this.reports = new StoredReports<>(store, FOLDER, TableLattice.class, "lattice of solutions");
  }

  /** Stores a table's lattice; the same always as the same bytes. */
  public LatticeFile write(String run, TableLattice lattice) {
    StoredReports.Stored file = reports.write(run, lattice.table(), lattice);
    return new LatticeFile(lattice.table(), file.path(), file.bytes(), file.checksum());
  }

  /**
   * Reads a table's lattice back.
   *
   * @return empty when it was deleted
   * @throws WeirException DAMAGED_PART or STORAGE_FAILED
   */
  public Optional<TableLattice> read(String run, LatticeFile file) {
    return reports.read(run, file.table(), file.path(), file.checksum());
  }
}
