package io.weir.engine.interchange;

import io.weir.engine.definition.DocumentProblem;
import java.util.List;

/**
 * A module in the words of another standard.
 *
 * @param text the description
 * @param warnings what it leaves open or could not say, at places of the module document
 */
public record Exported(String text, List<DocumentProblem> warnings) {
  public Exported {
    warnings = List.copyOf(warnings);
  }
}
