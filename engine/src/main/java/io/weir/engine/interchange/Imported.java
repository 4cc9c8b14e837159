package io.weir.engine.interchange;

import io.weir.engine.definition.DocumentProblem;
import java.util.List;

/** A foreign description turned into a module document, or all its problems. */
public sealed interface Imported {
  record Document(String jsonld, List<DocumentProblem> warnings) implements Imported {}

  record Refused(List<DocumentProblem> problems) implements Imported {}
}
