package io.weir.engine.pluginhost;

/**
 * An extension and where it came from, so that a run can say exactly what it ran with.
 *
 * @param plugin the id of its plugin
 * @param version the version of its plugin
 * @param sha256 the checksum of the plugin's archive, 64 hexadecimal digits
 */
public record Registered<T>(T extension, String plugin, String version, String sha256) {}
