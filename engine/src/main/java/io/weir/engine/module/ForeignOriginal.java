package io.weir.engine.module;

/**
 * The description in another format that a module document was made from. It is not kept; this
 * tells which one it was.
 *
 * @param format the format's word, such as {@code croissant}
 * @param sha256 of its text in UTF-8, lower-case hexadecimal
 */
public record ForeignOriginal(String format, String sha256) {}
