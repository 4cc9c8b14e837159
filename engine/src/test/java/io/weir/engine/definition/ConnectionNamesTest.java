package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.entity.Naming;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class ConnectionNamesTest {

  @Property
  void a_document_takes_the_names_that_a_node_takes(
      @ForAll
          @StringLength(max = 4)
          @Chars({'.', '-', '_', ' ', '/', 'ß', 'İ', '٣', '\n', '²', '\u0301'})
          @CharRange(from = 'a', to = 'c')
          @CharRange(from = '0', to = '2')
          String name) {
    assertAgreed(name);
    assertAgreed("x".repeat(197) + name);
  }

  private static void assertAgreed(String name) {
    Node.Text text = new Node.Text(Place.root(1, 1), name);
    boolean node = Naming.NAME.refusal("connection", name).isEmpty();
    assertEquals(node, Names.isConnection(text, new Problems()), name);
  }
}
