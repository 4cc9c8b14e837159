package io.weir.engine.views;

/**
 * A row of a list.
 *
 * @param position where it stands, compared byte by byte; unique
 * @param within the thing it belongs to, or empty text
 * @param active whether there is work to do
 * @param entry what callers see, as JSON
 */
public record Row(String id, String position, String within, boolean active, String entry) {}
