package io.weir.engine.definition;

import io.weir.spi.ColumnSchema;
import io.weir.spi.PreparedMethod;
import io.weir.spi.PreparedMethod.OfLevels;
import io.weir.spi.PreparedMethod.OfRecords;
import io.weir.spi.PreparedMethod.OfSuppression;
import io.weir.spi.PrivacyCost.Recurrence;
import io.weir.spi.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a table of a module reveals together with versions of the module that were published before,
 * as far as both tell of the same persons: no promise of one version holds for several of them laid
 * over each other (Ganta, Kasiviswanathan, Smith, <i>Composition attacks and auxiliary information
 * in data privacy</i>, 2008).
 *
 * @param columns whose values the attack is about, in document order
 * @param operation {@code privacyModel}, or the method's name
 * @param versions that were published with this table, in the order they were named
 * @param revealed what may be found out; begins with a small letter, no full stop
 * @param advice what to do; likewise
 */
public record Composition(
    String table,
    List<String> columns,
    String operation,
    List<String> versions,
    String revealed,
    String advice) {
  private static final String MODEL = "privacyModel";

  public Composition {
    columns = List.copyOf(columns);
    versions = List.copyOf(versions);
  }

  /**
   * A version that was published.
   *
   * @param tables the names of its tables
   */
  public record Earlier(String version, List<String> tables) {
    public Earlier {
      tables = List.copyOf(tables);
    }
  }

  /** What there is to be found out, and what to do about it. */
  private record Attack(String revealed, String advice) {}

  private static final Attack CLASSES =
      new Attack(
          "who is in several versions is in a class of each; the records that fit all of them may"
              + " be fewer than the model promises, and the sensitive values that all of them have"
              + " may be one",
          "keep the levels of the version before (weir runs solution RUN --save FILE), and do not"
              + " publish again for a few records more or less");

  private static final Attack GROUPS =
      new Attack(
          "groups are formed anew; a value that all groups of a record have is likely its own",
          "publish one version, or versions without records in common");

  private static final Attack MOVED =
      new Attack(
          "values are moved anew and none is changed; what one version has more is of those who"
              + " came, and what moves to near records only narrows down to where it came from",
          "publish few versions, and not again for a few records more or less");

  private static final Attack DRAWN =
      new Attack(
          "the same record need not have the same result; what is added to a value is averaged out,"
              + " and where nothing is drawn the difference tells of records that changed",
          "give the table a primary key, or name the person's column by \"per\", where that makes"
              + " results stay; else publish few versions");

  private static final Attack SPENT =
      new Attack(
          "differential privacy is spent again with each version, and nothing bounds the sum",
          "write \"privacyBudget\" at the module");

  /**
   * All that is known of a plan without looking at records, by table in document order.
   *
   * @param earlier what is published already; the order is kept
   * @throws io.weir.engine.vocabulary.WeirException MISSING_PLUGIN or INVALID_DOCUMENT if the plan
   *     was not made for these extensions
   */
  public static List<Composition> of(
      Plan plan, Extensions extensions, Collection<Earlier> earlier) {
    List<Composition> found = new ArrayList<>();
    for (TablePlan table : plan.tables()) {
      List<String> versions =
          earlier.stream()
              .filter(version -> version.tables().contains(table.name()))
              .map(Earlier::version)
              .toList();
      if (!versions.isEmpty()) {
        PreparedTable prepared = OutputSchema.prepare(table, extensions);
        boolean bounded = plan.privacy().budget().isPresent();
        Stream.of(model(prepared), columns(prepared, bounded), steps(prepared, bounded))
            .flatMap(List::stream)
            .map(told -> told.published(versions))
            .forEach(found::add);
      }
    }
    return found;
  }

  private Composition published(List<String> before) {
    return new Composition(table, columns, operation, before, revealed, advice);
  }

  private static List<Composition> model(PreparedTable table) {
    if (table.plan().privacyModel().isEmpty()) {
      return List.of();
    }
    List<String> columns =
        table.plan().quasiIdentifiers().stream()
            .map(ColumnPlan::name)
            .filter(name -> table.published(name).isPresent())
            .toList();
    return List.of(told(table, columns, MODEL, CLASSES));
  }

  private static List<Composition> columns(PreparedTable table, boolean bounded) {
    List<Composition> found = new ArrayList<>();
    for (PreparedTable.Column column : table.columns()) {
      String name = column.plan().name();
      if (column.method().isPresent() && table.published(name).isPresent()) {
        String method = column.plan().anonymization().orElseThrow().method();
        attack(column.method().get(), bounded)
            .ifPresent(attack -> found.add(told(table, List.of(name), method, attack)));
      }
    }
    return found;
  }

  private static List<Composition> steps(PreparedTable table, boolean bounded) {
    List<Composition> found = new ArrayList<>();
    for (PreparedTable.Step step : table.steps()) {
      if (step.method() instanceof OfRecords method) {
        List<String> columns =
            step.before().columns().stream()
                .map(ColumnSchema::name)
                .filter(name -> concerns(method, name))
                .toList();
        attack(method, bounded)
            .ifPresent(attack -> found.add(told(table, columns, step.use().method(), attack)));
      }
    }
    return found;
  }

  /** What a method changes or removes, without what only moves as a part of whole records. */
  private static boolean concerns(OfRecords method, String column) {
    return method.output().removed().contains(column)
        || !method.traits().contains(Trait.RECORDS_MOVE)
            && method.output().columns().stream().anyMatch(it -> it.name().equals(column));
  }

  /** What a secret decides on is the same as long as the secret is, and unrelated afterwards. */
  private static Optional<Attack> attack(PreparedMethod method, boolean bounded) {
    if (method instanceof OfRecords records && !records.output().tables().isEmpty()) {
      return Optional.of(GROUPS);
    }
    if (method.cost().isPresent()) {
      boolean again = method.cost().get().recurrence() == Recurrence.EACH_VERSION;
      return again && !bounded ? Optional.of(SPENT) : Optional.empty();
    }
    if (method.traits().contains(Trait.STABLE_ACROSS_VERSIONS)
        || method.traits().contains(Trait.RECORDS_MOVE)
        || method instanceof OfSuppression
        || method instanceof OfLevels
        || !method.secrets().isEmpty()) {
      return Optional.empty();
    }
    if (method.traits().contains(Trait.VALUES_STAY)) {
      return Optional.of(MOVED);
    }
    return Optional.of(DRAWN);
  }

  private static Composition told(
      PreparedTable table, List<String> columns, String operation, Attack attack) {
    return new Composition(
        table.plan().name(), columns, operation, List.of(), attack.revealed(), attack.advice());
  }
}
