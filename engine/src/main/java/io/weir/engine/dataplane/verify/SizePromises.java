package io.weir.engine.dataplane.verify;

import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Population;
import io.weir.engine.definition.PrivacyModel.Presence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is promised of how large classes are: k-anonymity (Samarati, Sweeney, 1998), k-map (Sweeney,
 * 2002) and δ-presence (Nergiz, Atzori, Clifton, SIGMOD 2007).
 */
final class SizePromises {
  private final Optional<ClassPromise> k;
  private final Optional<ClassPromise> map;
  private final Optional<ClassPromise> presence;
  private final int kMap;
  private final Optional<Presence> bounds;

  /**
   * @param model empty when nothing is promised
   */
  SizePromises(Optional<PrivacyModel> model) {
    Optional<Population> population = model.flatMap(PrivacyModel::population);
    kMap = population.map(Population::kMap).orElse(1);
    bounds = population.flatMap(Population::presence);
    k = model.map(PrivacyModel::k).filter(least -> least > 1).map(SizePromises::anonymity);
    map =
        population.map(it ->
            ClassPromise.ofPopulation(
                "k-map",
                kMap == 1
                    ? "fit no record of " + it.table()
                    : "fit fewer than %d records of %s".formatted(kMap, it.table())));
    presence =
        bounds.map(it ->
            ClassPromise.ofPopulation(
                "δ-presence",
                "have another share of %s than %s to %s"
                    .formatted(
                        population.orElseThrow().table(),
                        it.least().toPlainString(),
                        it.greatest().toPlainString())));
  }

  private static ClassPromise anonymity(int k) {
    return ClassPromise.of(
        "", "k-anonymity", "have fewer than %d records".formatted(k), new AtLeast(k));
  }

  private record AtLeast(int k) implements ClassMeasure {
    @Override
    public void value(long value, long count) {}

    @Override
    public boolean end(long size) {
      return size >= k;
    }
  }

  /**
   * Looks at a class.
   *
   * @param size records of the table; 0 when only the population has such persons
   * @param persons records of the population
   */
  void look(long high, long low, long size, long persons) {
    if (size > 0) {
      k.ifPresent(promise -> promise.end(high, low, size));
      map.filter(promise -> persons < kMap).ifPresent(promise -> promise.broken(high, low, size));
    }
    presence
        .filter(promise -> !isInside(bounds.orElseThrow(), size, persons))
        .ifPresent(promise -> promise.broken(high, low, size));
  }

  private static boolean isInside(Presence bounds, long size, long persons) {
    BigDecimal all = BigDecimal.valueOf(persons);
    BigDecimal there = BigDecimal.valueOf(size);
    return persons > 0
        && bounds.least().multiply(all).compareTo(there) <= 0
        && bounds.greatest().multiply(all).compareTo(there) >= 0;
  }

  List<ClassPromise> all() {
    return Stream.of(k, map, presence).flatMap(Optional::stream).toList();
  }
}
