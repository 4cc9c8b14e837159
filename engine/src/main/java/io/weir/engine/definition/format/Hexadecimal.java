package io.weir.engine.definition.format;

/** Bytes as pairs of hexadecimal digits, in upper or lower case. */
public record Hexadecimal() implements Format {}
