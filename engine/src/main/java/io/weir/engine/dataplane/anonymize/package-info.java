/**
 * Makes the values of a table's final records say less. Every part of EXTRACT becomes exactly one
 * part of ANONYMIZE; what anonymization needs of a column is prepared once for the table.
 */
@NullMarked
package io.weir.engine.dataplane.anonymize;

import org.jspecify.annotations.NullMarked;
