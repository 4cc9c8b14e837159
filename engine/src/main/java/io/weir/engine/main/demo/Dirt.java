package io.weir.engine.main.demo;

/**
 * One value or record spoiled on purpose.
 *
 * @param key the primary key of the record
 * @param column the column concerned
 * @param rule what the module document says will happen: a name of the quality report
 */
record Dirt(String table, String system, String key, String column, String rule) {}
