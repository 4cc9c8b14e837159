package io.weir.engine.definition.format;

/** How the texts of a column are written. Equal when texts are read alike. */
public sealed interface Format
    permits NumberPattern, TimePattern, BooleanWords, TextPattern, Hexadecimal {}
