package io.weir.engine.task;

import io.weir.engine.script.ScriptVersion;

/** Which script delivers a table's source. */
public record ExtractionBinding(String table, String source, ScriptVersion script) {}
