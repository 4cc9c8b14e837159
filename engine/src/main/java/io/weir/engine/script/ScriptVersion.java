package io.weir.engine.script;

/**
 * A released version of a script.
 *
 * @param version from 1
 */
public record ScriptVersion(String script, int version) {}
