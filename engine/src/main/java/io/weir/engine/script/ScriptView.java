package io.weir.engine.script;

/**
 * What callers see of a script.
 *
 * @param revision rises with every change, from 1
 * @param text the draft, or the text of the version asked for; empty in lists
 * @param hasUnreleasedChanges whether the draft differs from the newest released version
 * @param releasedVersion the newest, from 1; 0 when none is released
 * @param sha256 of the newest released version's text; empty when none is released
 */
public record ScriptView(
    String id,
    ScriptKind kind,
    long revision,
    String text,
    boolean hasUnreleasedChanges,
    int releasedVersion,
    String sha256) {
  ScriptView withText(String other) {
    return new ScriptView(id, kind, revision, other, hasUnreleasedChanges, releasedVersion, sha256);
  }
}
