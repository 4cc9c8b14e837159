package io.weir.engine.dataplane.profile;

import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.ColumnRole;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Parts that are looked at while they are written, when their values are at hand anyway. What was
 * seen of a part is kept beside it, before anybody hears of the part; if it is lost all the same,
 * the part is read again.
 *
 * <p>Of a collected column that is going to be anonymized nothing is kept but how many values it
 * has, how many of them are empty and how many differ.
 */
public final class ProfiledParts implements Parts {
  private final Parts parts;
  private final ProfileStore store;
  private final Map<String, Set<String>> anonymized = new HashMap<>();

  public ProfiledParts(Parts parts, ProfileStore store, Plan plan) {
    this.parts = parts;
    this.store = store;
    for (TablePlan table : plan.tables()) {
      anonymized.put(
          table.name(),
          table.columns().stream()
              .filter(column -> isAnonymized(table, column))
              .map(ColumnPlan::name)
              .collect(Collectors.toUnmodifiableSet()));
    }
  }

  /** Where methods see the whole table, whatever is not said to be harmless may be changed. */
  private static boolean isAnonymized(TablePlan table, ColumnPlan column) {
    boolean whole = !table.methods().isEmpty() || table.privacyModel().isPresent();
    return column.anonymization().isPresent()
        || whole && !column.role().equals(Optional.of(ColumnRole.INSENSITIVE));
  }

  /**
   * A profiler for a table at a stage.
   *
   * @param schema the table's columns at that stage
   */
  public TableProfiler profiler(Stage stage, TableSchema schema) {
    return new TableProfiler(
        schema, stage == Stage.EXTRACT ? anonymized.get(schema.name()) : Set.of());
  }

  /** Adds all records of a part to a profiler of its stage. */
  public void profile(Part part, TableProfiler into) {
    if (store.add(part, into)) {
      return;
    }
    try (Reader reader = parts.read(part)) {
      for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        into.add(next.get());
      }
    }
  }

  @Override
  public Writer write(PartId id, TableSchema schema) {
    return new ProfiledWriter(parts.write(id, schema), profiler(id.stage(), schema));
  }

  private final class ProfiledWriter implements Writer {
    private final Writer writer;
    private final TableProfiler profiler;

    ProfiledWriter(Writer writer, TableProfiler profiler) {
      this.writer = writer;
      this.profiler = profiler;
    }

    @Override
    public void write(RecordBatch batch) {
      writer.write(batch);
      profiler.add(batch);
    }

    @Override
    public long rows() {
      return writer.rows();
    }

    @Override
    public Part commit() {
      Part part = writer.commit();
      store.keep(part, profiler);
      return part;
    }

    @Override
    public void close() {
      writer.close();
    }
  }

  @Override
  public Reader read(Part part) {
    return parts.read(part);
  }

  @Override
  public Reader read(Part part, List<String> columns) {
    return parts.read(part, columns);
  }

  @Override
  public Reader read(Part part, List<String> columns, Optional<MaskFile> mask) {
    return parts.read(part, columns, mask);
  }

  @Override
  public Reader read(Part part, List<String> columns, Mask mask) {
    return parts.read(part, columns, mask);
  }

  @Override
  public MaskFile write(Mask mask) {
    return parts.write(mask);
  }

  @Override
  public Mask read(MaskFile file) {
    return parts.read(file);
  }
}
