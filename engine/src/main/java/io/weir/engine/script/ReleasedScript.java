package io.weir.engine.script;

/**
 * The text of a released version.
 *
 * @param sha256 of the text in UTF-8, lower-case hexadecimal
 */
public record ReleasedScript(
    String script, int version, ScriptKind kind, String text, String sha256) {}
