package io.weir.engine.dataplane;

/** The stages of a run, in order. Field rules are fused with extraction: one pass. */
public enum Stage {
  EXTRACT,
  KEYS,
  TRANSFORM,
  ANONYMIZE,
  VERIFY,
  UPLOAD
}
