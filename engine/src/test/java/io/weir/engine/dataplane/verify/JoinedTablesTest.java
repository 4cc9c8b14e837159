package io.weir.engine.dataplane.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.Stage;
import io.weir.spi.ColumnSchema;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JoinedTablesTest {
  private static final TableSchema PEOPLE =
      new TableSchema(
          "people",
          List.of(
              new ColumnSchema("id", ValueType.INTEGER),
              new ColumnSchema("sex", ValueType.STRING)));
  private static final TableSchema ADDRESSES =
      new TableSchema(
          "addresses",
          List.of(
              new ColumnSchema("person", ValueType.INTEGER),
              new ColumnSchema("postcode", ValueType.STRING),
              new ColumnSchema("kind", ValueType.STRING)));

  private final InMemoryParts parts = new InMemoryParts();

  private TableRecords store(TableSchema schema, List<List<String>> rows) {
    PartId id = new PartId("run", Stage.ANONYMIZE, schema.name(), 0, 0);
    Part part = parts.store(id, schema, List.of(Records.batch(schema, rows)));
    return TableRecords.prepared(parts, schema, List.of(part));
  }

  @Property(tries = 200)
  void persons_are_alike_when_all_their_records_together_are(@ForAll long seed) {
    Random random = new Random(seed);
    List<List<String>> people = new ArrayList<>();
    List<List<String>> addresses = new ArrayList<>();
    Map<List<String>, Long> expected = new HashMap<>();
    for (int id = 0; id < random.nextInt(30); id++) {
      String sex = random.nextBoolean() ? "f" : "m";
      people.add(List.of(Integer.toString(id), sex));
      List<String> alike = new ArrayList<>();
      for (int i = 0; i < random.nextInt(4); i++) {
        String postcode = "1" + random.nextInt(3);
        String kind = random.nextBoolean() ? "home" : "work";
        alike.add(postcode + kind);
        addresses.add(List.of(Integer.toString(id), postcode, kind));
      }
      Collections.sort(alike);
      alike.add(sex);
      expected.merge(alike, 1L, Long::sum);
    }
    Collections.shuffle(addresses, random);
    TableRecords own = store(PEOPLE, people);
    JoinedTables joined =
        new JoinedTables(
            "id",
            List.of(
                new JoinedTables.Other(
                    store(ADDRESSES, addresses), List.of("postcode", "kind"), "person")));
    for (long budget : List.of(1L, 1L << 20)) {
      List<Long> sizes = new ArrayList<>();
      new ClassScan(
              own,
              Optional.empty(),
              List.of("sex"),
              joined,
              Stars.none(),
              Path.of(System.getProperty("java.io.tmpdir")),
              budget)
          .sizes((high, low, size, persons) -> sizes.add(size));
      Collections.sort(sizes);
      assertEquals(expected.values().stream().sorted().toList(), sizes);
    }
  }
}
