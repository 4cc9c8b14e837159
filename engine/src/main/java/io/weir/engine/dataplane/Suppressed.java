package io.weir.engine.dataplane;

import java.util.List;
import java.util.Map;

/**
 * What was decided before anything is anonymized: which records are suppressed, and how the privacy
 * models' promises are kept.
 *
 * @param masks whole, over the parts of EXTRACT that lost records or foreign keys by it, in the
 *     name of {@link Stage#TRANSFORM}
 * @param solutions of the privacy models by table, as text
 * @param records that each of these models was given, by table
 */
public record Suppressed(
    List<MaskFile> masks, Map<String, String> solutions, Map<String, Long> records) {
  public Suppressed {
    masks = List.copyOf(masks);
    solutions = Map.copyOf(solutions);
    records = Map.copyOf(records);
  }
}
