package io.weir.engine.pluginhost;

/**
 * An archive that was left out.
 *
 * @param archive the name of its file
 * @param reason what is wrong with it, one sentence
 * @param advice what to do about it, one sentence
 */
public record Quarantined(String archive, String reason, String advice) {}
