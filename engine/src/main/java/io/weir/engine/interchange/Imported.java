package io.weir.engine.interchange;

import io.weir.engine.definition.DocumentProblem;
import java.util.List;

/** A foreign description turned into a module document, or all its problems. */
public sealed interface Imported {

  /**
   * @param jsonld the module document
   * @param warnings what should be looked at, such as what a module document cannot say
   */
  record Document(String jsonld, List<DocumentProblem> warnings) implements Imported {
    public Document {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * @param problems everything that is wrong; at least one
   */
  record Refused(List<DocumentProblem> problems) implements Imported {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
