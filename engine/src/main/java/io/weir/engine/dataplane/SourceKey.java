package io.weir.engine.dataplane;

/** One source of one table. */
public record SourceKey(String table, int source) {}
