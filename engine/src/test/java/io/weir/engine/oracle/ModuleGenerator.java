package io.weir.engine.oracle;

import io.weir.engine.oracle.ModuleCase.Bounds;
import io.weir.engine.oracle.ModuleCase.Column;
import io.weir.engine.oracle.ModuleCase.Facets;
import io.weir.engine.oracle.ModuleCase.Reference;
import io.weir.engine.oracle.ModuleCase.Source;
import io.weir.engine.oracle.ModuleCase.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Makes modules of everything a document may say of tables, columns and keys. The same seed makes
 * the same module.
 *
 * <p>Keys of decimals, doubles, times and datetimes that may be renewed have ranges with room for
 * new keys; those of integers and dates any.
 */
final class ModuleGenerator {
  private static final List<String> STRATEGIES = List.of("source-priority", "drop-all", "new-keys");
  private static final List<String> NULL_TEXTS = List.of("", "NA", "?", "-", "null", "2");
  private static final List<String> TABLES = List.of("t%d", "Table_%d", "a-%d", "x%dy");
  private static final List<String> COLUMNS =
      List.of("c%d", "c%d", "na\u00efve %d", "a,b;%d", "say \"%d\"", "'); drop table %d", "日本%d");
  private static final List<Type> TYPES =
      List.of(
          Type.STRING,
          Type.STRING,
          Type.STRING,
          Type.STRING,
          Type.STRING,
          Type.INTEGER,
          Type.INTEGER,
          Type.INTEGER,
          Type.INTEGER,
          Type.INTEGER,
          Type.INTEGER,
          Type.DECIMAL,
          Type.DECIMAL,
          Type.DOUBLE,
          Type.DOUBLE,
          Type.DATE,
          Type.DATE,
          Type.TIME,
          Type.DATETIME,
          Type.DATETIME,
          Type.BOOLEAN,
          Type.BINARY,
          Type.JSON);

  private final long seed;
  private final Random random;
  private final boolean mayFail;
  private final int keys;

  /** What is decided of a table before its columns are. */
  private static final class Shape {
    final String name;
    final List<String> columns = new ArrayList<>();
    final List<Type> types = new ArrayList<>();
    final List<Optional<Spot>> references = new ArrayList<>();
    int key = -1;
    String strategy = "source-priority";

    Shape(String name) {
      this.name = name;
    }
  }

  private record Spot(int table, int column) {}

  private final List<Shape> shapes = new ArrayList<>();

  private ModuleGenerator(long seed) {
    this.seed = seed;
    random = new Random(seed);
    mayFail = random.nextInt(10) == 0;
    keys = 3 + random.nextInt(6);
  }

  static ModuleCase generate(long seed) {
    return new ModuleGenerator(seed).module();
  }

  private ModuleCase module() {
    int tables = 1 + random.nextInt(4);
    for (int i = 0; i < tables; i++) {
      shapes.add(shape(i));
    }
    for (int t = 0; t < tables; t++) {
      refer(t);
    }
    settleTypes();
    settleStrategies();
    List<Table> all = new ArrayList<>();
    for (int t = 0; t < tables; t++) {
      all.add(table(t));
    }
    return new ModuleCase(seed, all);
  }

  private Shape shape(int number) {
    Shape shape = new Shape(one(TABLES).formatted(number));
    int columns = 1 + random.nextInt(6);
    for (int c = 0; c < columns; c++) {
      shape.columns.add(one(COLUMNS).formatted(c));
      shape.types.add(one(TYPES));
      shape.references.add(Optional.empty());
    }
    if (random.nextInt(5) > 0) {
      shape.key = random.nextInt(3) > 0 ? 0 : random.nextInt(columns);
    }
    return shape;
  }

  /** Foreign keys: mostly to the table before, so that chains are long; some to anywhere. */
  private void refer(int t) {
    Shape shape = shapes.get(t);
    for (int c = 0; c < shape.columns.size(); c++) {
      boolean chain = c == shape.columns.size() - 1 && t > 0 && random.nextInt(3) > 0;
      if (chain || random.nextInt(c == shape.key ? 10 : 5) == 0) {
        int target = chain ? t - 1 : random.nextInt(shapes.size());
        Shape parent = shapes.get(target);
        int column =
            parent.key >= 0 && random.nextInt(4) > 0
                ? parent.key
                : random.nextInt(parent.columns.size());
        if (target != t || column != c) {
          shape.references.set(c, Optional.of(new Spot(target, column)));
        }
      }
    }
  }

  /** Gives columns that refer to each other one type. */
  private void settleTypes() {
    for (int pass = 0; pass < 24; pass++) {
      for (Shape shape : shapes) {
        for (int c = 0; c < shape.columns.size(); c++) {
          Optional<Spot> spot = shape.references.get(c);
          if (spot.isPresent()) {
            List<Type> others = shapes.get(spot.get().table()).types;
            Type first =
                Collections.min(List.of(shape.types.get(c), others.get(spot.get().column())));
            shape.types.set(c, first);
            others.set(spot.get().column(), first);
          }
        }
      }
    }
  }

  private void settleStrategies() {
    for (Shape shape : shapes) {
      shape.strategy = one(STRATEGIES);
      boolean hopeless = shape.key >= 0 && !shape.types.get(shape.key).hasFreshKeys();
      if (hopeless && shape.strategy.equals("new-keys") && !mayFail) {
        shape.strategy = "drop-all";
      }
    }
    for (Shape shape : shapes) {
      if (isInCircle(shape) && shape.strategy.equals("new-keys")) {
        shape.strategy = "drop-all";
      }
    }
  }

  /** Whether primary keys refer to each other from this one back to it. */
  private boolean isInCircle(Shape start) {
    Shape at = start;
    for (int step = 0; step < shapes.size(); step++) {
      Optional<Spot> next = at.key < 0 ? Optional.empty() : at.references.get(at.key);
      if (next.isEmpty() || shapes.get(next.get().table()).key != next.get().column()) {
        return false;
      }
      at = shapes.get(next.get().table());
      if (at == start) {
        return true;
      }
    }
    return false;
  }

  private Table table(int t) {
    Shape shape = shapes.get(t);
    List<Column> columns = new ArrayList<>();
    List<Boolean> holdsKeys = new ArrayList<>();
    for (int c = 0; c < shape.columns.size(); c++) {
      Spot here = new Spot(t, c);
      boolean isReferred =
          shapes.stream().anyMatch(other -> other.references.contains(Optional.of(here)));
      holdsKeys.add(c == shape.key || isReferred || shape.references.get(c).isPresent());
      columns.add(column(shape, c, holdsKeys.getLast()));
    }
    RecordGenerator records = new RecordGenerator(random, columns, holdsKeys, keys, mayFail);
    List<String> systems = new ArrayList<>(List.of("north", "south", "east"));
    Collections.shuffle(systems, random);
    List<Source> sources = new ArrayList<>();
    for (String system : systems.subList(0, 1 + random.nextInt(3))) {
      sources.add(records.source(system));
    }
    return new Table(
        shape.name,
        columns,
        shape.key < 0 ? Optional.empty() : Optional.of(shape.columns.get(shape.key)),
        shape.strategy,
        sources);
  }

  private Column column(Shape shape, int c, boolean holdsKeys) {
    Type type = shape.types.get(c);
    boolean isKey = c == shape.key;
    boolean isRenewed = isKey && shape.strategy.equals("new-keys");
    boolean follows =
        shape.references.get(c).filter(spot -> isRenewed(spot, shapes.size())).isPresent();
    boolean mayGetFresh = isRenewed || follows;
    String datatype = one(type.names());
    Facets facets = mayGetFresh && type == Type.STRING ? Facets.NONE : facets(type, datatype);
    boolean needsRoom = type != Type.INTEGER && type != Type.DATE;
    Bounds bounds =
        mayGetFresh && needsRoom ? wide(type, datatype) : bounds(type, datatype, facets);
    Optional<List<String>> nullTexts = nullTexts();
    Optional<String> replacement =
        replacement(type, bounds, nullTexts, holdsKeys)
            .filter(text -> Form.fits(datatype, facets, text));
    boolean isPlain = facets.equals(Facets.NONE) && !Form.hasLimits(datatype);
    Optional<String> onEmpty =
        switch (random.nextInt(6)) {
          case 0, 1 -> Optional.empty();
          case 2 -> Optional.of(isKey ? "drop" : "pass");
          case 3, 4 -> replacement.map(text -> "replace");
          default -> Optional.of("drop");
        };
    return new Column(
        shape.columns.get(c),
        type,
        datatype,
        facets,
        nullTexts,
        onEmpty,
        onEmpty.filter("replace"::equals).flatMap(word -> replacement),
        switch (random.nextInt(8)) {
          case 0 -> isPlain || mayFail ? Optional.empty() : Optional.of("drop");
          case 1 -> Optional.of(isPlain || mayFail ? "fail" : "empty");
          case 2, 3, 4 -> Optional.of("drop");
          default -> Optional.of("empty");
        },
        bounds,
        shape
            .references
            .get(c)
            .map(spot ->
                new Reference(
                    shapes.get(spot.table()).name,
                    shapes.get(spot.table()).columns.get(spot.column()))));
  }

  /** Whether what stands there may get a new key, its own or that of a parent. */
  private boolean isRenewed(Spot spot, int steps) {
    Shape shape = shapes.get(spot.table());
    return spot.column() == shape.key
        && steps > 0
        && (shape.strategy.equals("new-keys")
            || shape
                .references
                .get(spot.column())
                .filter(next -> isRenewed(next, steps - 1))
                .isPresent());
  }

  private Facets facets(Type type, String datatype) {
    return random.nextInt(4) > 0 ? Facets.NONE : Form.some(type, datatype, random);
  }

  private Optional<List<String>> nullTexts() {
    if (random.nextInt(2) == 0) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>(NULL_TEXTS);
    Collections.shuffle(texts, random);
    return Optional.of(List.copyOf(texts.subList(0, random.nextInt(4))));
  }

  private Bounds bounds(Type type, String datatype, Facets facets) {
    List<String> texts =
        type.ascending().stream().filter(text -> Form.fits(datatype, facets, text)).toList();
    if (texts.isEmpty() || random.nextInt(3) > 0) {
      return Bounds.none();
    }
    int low = random.nextInt(texts.size());
    int high = low + random.nextInt(texts.size() - low);
    int sides = random.nextInt(4);
    boolean open = high - low > 1 && low > 0 && high < texts.size() - 1;
    boolean withoutLow = open && sides != 0 && random.nextInt(3) == 0;
    boolean withoutHigh = open && sides != 1 && random.nextInt(3) == 0;
    boolean hasNext =
        switch (type) {
          case INTEGER, DATE, TIME, DATETIME -> true;
          case STRING, BOOLEAN, DECIMAL, DOUBLE, BINARY, JSON -> false;
        };
    boolean canClamp = hasNext || !withoutLow && !withoutHigh;
    return new Bounds(
        sides == 0 ? Optional.empty() : Optional.of(texts.get(low)),
        sides == 1 ? Optional.empty() : Optional.of(texts.get(high)),
        withoutLow,
        withoutHigh,
        canClamp && random.nextBoolean() ? "clamp" : "drop");
  }

  /** A range that leaves room for new keys. */
  private Bounds wide(Type type, String datatype) {
    List<String> texts = type.ascending();
    if (type == Type.STRING
        || Form.hasLimits(datatype)
        || texts.isEmpty()
        || random.nextInt(3) > 0) {
      return Bounds.none();
    }
    return new Bounds(
        Optional.of(texts.get(random.nextInt(3))),
        Optional.of(texts.get(texts.size() - 1 - random.nextInt(2))),
        false,
        false,
        random.nextBoolean() ? "drop" : "clamp");
  }

  /** A default inside the range that is no null text, if there is one at hand. */
  private Optional<String> replacement(
      Type type, Bounds bounds, Optional<List<String>> nullTexts, boolean holdsKeys) {
    List<String> texts = type.ascending();
    String text;
    if (texts.isEmpty()) {
      text = type.key(1, 1);
    } else if (bounds.exist()) {
      int low = bounds.minimum().map(texts::indexOf).orElse(0) + (bounds.withoutMinimum() ? 1 : 0);
      int high =
          bounds.maximum().map(texts::indexOf).orElse(texts.size() - 1)
              - (bounds.withoutMaximum() ? 1 : 0);
      text = texts.get(low + random.nextInt(high - low + 1));
    } else {
      text = holdsKeys ? type.key(random.nextInt(keys), 0) : one(texts);
    }
    return Optional.of(text).filter(it -> !nullTexts.orElse(List.of("")).contains(it));
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
