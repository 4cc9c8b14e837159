package io.weir.engine.interchange.croissant;

import io.weir.spi.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which type of one world stands for which of the other. */
final class DataTypes {
  static final String STRING = "string";
  static final String JSON = "json";

  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("sc:Text", STRING),
          Map.entry("sc:name", STRING),
          Map.entry("sc:Enumeration", STRING),
          Map.entry("cr:Enum", STRING),
          Map.entry("cr:Split", STRING),
          Map.entry("cr:Label", STRING),
          Map.entry("sc:URL", "anyURI"),
          Map.entry("sc:Boolean", "boolean"),
          Map.entry("sc:Integer", "integer"),
          Map.entry("cr:Int8", "byte"),
          Map.entry("cr:Int16", "short"),
          Map.entry("cr:Int32", "int"),
          Map.entry("cr:Int64", "integer"),
          Map.entry("cr:UInt8", "unsignedByte"),
          Map.entry("cr:UInt16", "unsignedShort"),
          Map.entry("cr:UInt32", "unsignedInt"),
          Map.entry("cr:UInt64", "unsignedLong"),
          Map.entry("sc:Float", "double"),
          Map.entry("sc:Number", "double"),
          Map.entry("cr:Float16", "double"),
          Map.entry("cr:Float32", "double"),
          Map.entry("cr:Float64", "double"),
          Map.entry("sc:Date", "date"),
          Map.entry("sc:Time", "time"),
          Map.entry("sc:DateTime", "datetime"),
          Map.entry("sc:ImageObject", "binary"),
          Map.entry("sc:AudioObject", "binary"),
          Map.entry("sc:VideoObject", "binary"),
          Map.entry("cr:SegmentationMask", "binary"),
          Map.entry("cr:BoundingBox", JSON),
          Map.entry("cr:RecordSet", JSON),
          Map.entry("sc:GeoCoordinates", JSON),
          Map.entry("sc:GeoShape", JSON));

  private static final Set<String> WHOLE =
      Set.of("integer", "byte", "short", "int", "unsignedByte", "unsignedShort", "unsignedInt");

  private DataTypes() {}

  /** Whether a column of one type may refer to one of the other: ranges may differ. */
  static boolean alike(String datatype, String other) {
    return datatype.equals(other) || WHOLE.contains(datatype) && WHOLE.contains(other);
  }

  /** The type of a column, by the first of several data types that says one. */
  static Optional<String> datatype(List<String> types) {
    return types.stream().filter(PLAIN::containsKey).map(PLAIN::get).findFirst();
  }

  /** Data types that say what values mean rather than how they are written. */
  static List<String> meanings(List<String> types) {
    return types.stream().filter(type -> !PLAIN.containsKey(type)).toList();
  }

  /**
   * The data type of what is published. Decimals become floating-point numbers, which is all the
   * format knows; times, bytes and JSON are texts, because what reads Croissant today loads no
   * others.
   */
  static String dataType(ValueType type) {
    return switch (type) {
      case STRING, TIME, BINARY, JSON -> "sc:Text";
      case BOOLEAN -> "sc:Boolean";
      case INTEGER -> "cr:Int64";
      case DECIMAL, DOUBLE -> "cr:Float64";
      case DATE -> "sc:Date";
      case DATETIME -> "sc:DateTime";
    };
  }
}
