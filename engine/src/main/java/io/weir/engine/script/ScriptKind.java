package io.weir.engine.script;

/** What a script does in a task. */
public enum ScriptKind {
  EXTRACTION,
  FIELD_RULES,
  TRANSFORMATION,
  ANONYMIZATION,
  UPLOADING
}
