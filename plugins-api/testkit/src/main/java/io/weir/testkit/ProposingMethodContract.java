package io.weir.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.AnonymizationMethod.ProposingSide;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodParameter;
import io.weir.spi.MethodRequest;
import io.weir.spi.ParameterProposal;
import io.weir.spi.ParameterProposal.Fitting;
import io.weir.spi.ParameterProposal.Unsuitable;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ProposalObserver;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every method promises that proposes its parameters from what a column holds. */
public abstract class ProposingMethodContract {
  /** Texts as short as this occur in sentences by chance. */
  private static final int SHORT = 5;

  private static final int LONGEST_SENTENCE = 300;

  /** The method under test; a new instance each time. */
  protected abstract AnonymizationMethod method();

  /** Columns that the method has a proposal for; the more ways it has, the more columns. */
  protected abstract List<Column> suitable();

  /** Columns with values that the method has no proposal for; at least one. */
  protected abstract List<Column> unsuitable();

  @Test
  void it_accepts_what_it_proposes() {
    for (Column column : suitableThatBite()) {
      assertDoesNotThrow(() -> prepare(column));
    }
  }

  @Test
  void every_parameter_is_its_own_and_has_a_reason() {
    Set<String> own =
        method().describe().parameters().stream()
            .map(MethodParameter::name)
            .collect(Collectors.toSet());
    for (Column column : suitableThatBite()) {
      Fitting fitting = fitting(column);
      assertEquals(fitting.parameters().values().keySet(), fitting.reasons().keySet());
      assertTrue(own.containsAll(fitting.reasons().keySet()), "a parameter is not its own");
      fitting.reasons().values().forEach(ProposingMethodContract::assertSentence);
    }
  }

  @Test
  void what_it_proposes_takes_every_value_it_saw() {
    for (Column column : suitableThatBite()) {
      switch (prepare(column)) {
        case PreparedMethod.OfLevels levels -> {
          for (int level = levels.lowest(); level <= levels.highest(); level++) {
            assertEquals(column.size(), levels.level(level).apply(column).size());
          }
          Set<String> highest = values(levels.level(levels.highest()).apply(column));
          assertEquals(1, highest.size(), "the highest level tells values apart");
        }
        case PreparedMethod.OfValues values -> {
          Column result = values.open(TrialRun.of(1, column.size())).apply(column);
          assertEquals(column.size(), result.size());
        }
        case PreparedMethod.OfRecords _, PreparedMethod.OfSuppression _ -> {}
      }
    }
  }

  @Test
  void order_and_number_of_batches_make_no_difference() {
    for (Column column : suitableThatBite()) {
      ParameterProposal whole = proposal(column);
      for (int seed = 0; seed < 4; seed++) {
        assertEquals(whole, inParts(column, new Random(seed)));
      }
    }
  }

  @Test
  void another_observer_knows_nothing_of_the_first() {
    Set<ParameterProposal> proposals = new HashSet<>();
    for (Column column : suitableThatBite()) {
      proposal(column);
      assertInstanceOf(Unsuitable.class, observer(column.type()).propose());
      proposals.add(proposal(column));
    }
    assertFalse(proposals.isEmpty());
  }

  @Test
  void of_nothing_it_proposes_nothing_and_says_so() {
    Set<ValueType> types = method().describe().types();
    assertFalse(types.isEmpty(), "it can work on no type of column");
    for (ValueType type : types) {
      for (int rows : new int[] {0, 70}) {
        ParameterProposal proposal = proposal(SampleColumns.allEmpty(type, rows));
        assertSentence(assertInstanceOf(Unsuitable.class, proposal).reason());
      }
    }
  }

  @Test
  void it_says_why_it_has_no_proposal() {
    assertFalse(unsuitable().isEmpty(), "the test names no column without a proposal");
    for (Column column : unsuitable()) {
      assertNotEquals(column.size(), column.empties().count(), "the test names no values");
      assertSentence(assertInstanceOf(Unsuitable.class, proposal(column)).reason());
    }
  }

  @Test
  void its_sentences_repeat_no_value() {
    List<Column> all = new ArrayList<>(suitableThatBite());
    all.addAll(unsuitable());
    for (Column column : all) {
      String sentences =
          switch (proposal(column)) {
            case Fitting fitting -> String.join("\n", fitting.reasons().values());
            case Unsuitable nothing -> nothing.reason();
          };
      for (String value : values(column)) {
        assertFalse(value.length() >= SHORT && sentences.contains(value), sentences);
      }
    }
  }

  @Test
  void it_tells_whether_values_stand_in_what_it_proposes() {
    for (Column column : suitableThatBite()) {
      Fitting fitting = fitting(column);
      if (column.type().isBytes() && !fitting.namesValues()) {
        Set<String> values = values(column);
        texts(fitting.parameters().values())
            .forEach(text ->
                assertFalse(text.length() >= SHORT && values.contains(text), "a value is named"));
      }
    }
  }

  @Test
  void it_leaves_its_input_alone() {
    for (Column column : suitableThatBite()) {
      Set<String> before = values(column);
      proposal(column);
      assertEquals(before, values(column));
    }
  }

  /** The columns, once it is sure that something is proposed for each of them. */
  private List<Column> suitableThatBite() {
    List<Column> columns = suitable();
    assertFalse(columns.isEmpty(), "the test names no column");
    for (Column column : columns) {
      assertFalse(
          fitting(column).parameters().values().isEmpty(),
          () -> "for a column of " + column.type() + " no parameter is proposed");
    }
    return columns;
  }

  private ProposalObserver observer(ValueType type) {
    ProposingSide side = method().proposals().orElseThrow();
    return side.observer(new ColumnSchema("value", type));
  }

  private ParameterProposal proposal(Column column) {
    ProposalObserver observer = observer(column.type());
    observer.observe(column);
    return observer.propose();
  }

  private Fitting fitting(Column column) {
    return assertInstanceOf(Fitting.class, proposal(column));
  }

  private PreparedMethod prepare(Column column) {
    return method()
        .prepare(
            MethodRequest.of(
                new ColumnSchema("value", column.type()), fitting(column).parameters()));
  }

  /** The proposal of several observers of some batches each, merged in some order. */
  private ParameterProposal inParts(Column column, Random random) {
    List<Integer> rows =
        new ArrayList<>(IntStream.range(0, column.size()).boxed().collect(Collectors.toList()));
    Collections.shuffle(rows, random);
    List<ProposalObserver> observers =
        new ArrayList<>(IntStream.range(0, 3).mapToObj(_ -> observer(column.type())).toList());
    int at = 0;
    while (at < rows.size()) {
      int length = Math.min(1 + random.nextInt(rows.size()), rows.size() - at);
      int[] batch = rows.subList(at, at + length).stream().mapToInt(it -> it).toArray();
      observers.get(random.nextInt(observers.size())).observe(column.select(batch, length));
      at += length;
    }
    Collections.shuffle(observers, random);
    ProposalObserver last = observers.removeLast();
    observers.forEach(last::merge);
    return last.propose();
  }

  private static void assertSentence(String sentence) {
    assertFalse(sentence.isBlank(), "a reason is missing");
    assertTrue(sentence.length() <= LONGEST_SENTENCE, () -> "too long a reason: " + sentence);
  }

  private static Set<String> values(Column column) {
    Set<String> values = new HashSet<>();
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row)) {
        values.add(column.format(row));
      }
    }
    return values;
  }

  private static List<String> texts(Object value) {
    return switch (value) {
      case String text -> List.of(text);
      case List<?> list -> list.stream().flatMap(it -> texts(it).stream()).toList();
      case Map<?, ?> map -> {
        List<String> all = new ArrayList<>();
        map.forEach((name, member) -> {
          all.add(String.valueOf(name));
          all.addAll(texts(member));
        });
        yield all;
      }
      default -> List.of();
    };
  }
}
