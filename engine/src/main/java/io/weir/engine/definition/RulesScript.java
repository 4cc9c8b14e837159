package io.weir.engine.definition;

/**
 * A script of rules that is merged into a module document.
 *
 * @param name for messages
 * @param text JSON, at most 1 MiB
 */
public record RulesScript(String name, String text) {}
