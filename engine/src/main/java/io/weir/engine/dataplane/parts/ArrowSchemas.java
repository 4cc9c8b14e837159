package io.weir.engine.dataplane.parts;

import io.weir.spi.ColumnSchema;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Table schemas as Arrow schemas. Any Arrow reader understands the Arrow type; ours is kept exactly
 * in each field's metadata ({@code weir.type}), because several of ours share one of Arrow's: a
 * DECIMAL is text, so that every scale comes back as it was, and JSON is text too.
 */
final class ArrowSchemas {
  private static final String TYPE = "weir.type";
  private static final String TABLE = "weir.table";

  private ArrowSchemas() {}

  static Schema toArrow(TableSchema schema) {
    List<Field> fields = new ArrayList<>();
    for (ColumnSchema column : schema.columns()) {
      Map<String, String> metadata = Map.of(TYPE, column.type().name());
      fields.add(
          new Field(
              column.name(), new FieldType(true, arrowType(column.type()), null, metadata), null));
    }
    return new Schema(fields, Map.of(TABLE, schema.name()));
  }

  /**
   * @throws IllegalArgumentException if the schema was not written by {@link #toArrow}
   */
  static TableSchema fromArrow(Schema schema) {
    List<ColumnSchema> columns = new ArrayList<>();
    for (Field field : schema.getFields()) {
      columns.add(
          new ColumnSchema(field.getName(), ValueType.valueOf(require(field.getMetadata(), TYPE))));
    }
    return new TableSchema(require(schema.getCustomMetadata(), TABLE), columns);
  }

  private static String require(Map<String, String> metadata, String name) {
    String value = metadata.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the schema says nothing of " + name);
    }
    return value;
  }

  private static ArrowType arrowType(ValueType type) {
    return switch (type) {
      case STRING, DECIMAL, JSON -> ArrowType.Utf8.INSTANCE;
      case BINARY -> ArrowType.Binary.INSTANCE;
      case BOOLEAN -> ArrowType.Bool.INSTANCE;
      case INTEGER -> new ArrowType.Int(64, true);
      case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case TIME -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
      case DATETIME -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
    };
  }
}
