package io.weir.engine.dataplane;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was decided before anything is anonymized: which records are suppressed, and how the privacy
 * models' promises are kept.
 *
 * @param masks whole, over the parts of EXTRACT that lost records or foreign keys by it, in the
 *     name of {@link Stage#TRANSFORM}
 * @param solutions of the privacy models by table, as text
 * @param records that each of these models was given, by table
 * @param lattices what solutions there were to choose among, of the tables that were searched;
 *     absent from what earlier versions stored
 * @param files the solutions as another execution applies them, one for each table of {@code
 *     solutions}; absent from what earlier versions stored
 */
public record Suppressed(
    List<MaskFile> masks,
    Map<String, String> solutions,
    Map<String, Long> records,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LatticeFile> lattices,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SolutionFile> files) {
  public Suppressed {
    masks = List.copyOf(masks);
    solutions = Map.copyOf(solutions);
    records = Map.copyOf(records);
    lattices = lattices == null ? List.of() : List.copyOf(lattices);
    files = files == null ? List.of() : List.copyOf(files);
  }

  /** The file with a table's solution, if there is one. */
  public Optional<SolutionFile> file(String table) {
    return files.stream().filter(file -> file.table().equals(table)).findFirst();
  }
}
