package io.weir.engine.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the code to the pictures in {@code docs/architecture}. */
class ArchitectureTest {
  private static final Path PICTURES = Path.of("..", "docs", "architecture");
  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.weir.engine");

  @Test
  void packages_use_each_other_as_drawn() {
    classes()
        .should(
            adhereToPlantUmlDiagram(
                PICTURES.resolve("packages.puml"), consideringOnlyDependenciesInDiagram()))
        .because(
            "docs/architecture/packages.puml is the design: move the code, or draw the arrow first")
        .check(ENGINE);
  }

  @Test
  void steps_of_the_data_plane_use_each_other_as_drawn() {
    classes()
        .that(resideInAPackage("io.weir.engine.dataplane.."))
        .should(
            adhereToPlantUmlDiagram(
                PICTURES.resolve("dataplane.puml"), consideringOnlyDependenciesInDiagram()))
        .because("the steps do not know each other; only pipeline knows their order")
        .check(ENGINE);
  }

  @Test
  void packages_form_no_cycle() {
    slices().matching("io.weir.engine.(*)..").should().beFreeOfCycles().check(ENGINE);
  }

  @Test
  void every_package_is_drawn_and_every_drawn_package_has_code() throws Exception {
    Set<String> drawn = new TreeSet<>();
    Matcher component =
        Pattern.compile("<<io\\.weir\\.engine\\.(\\w+)\\.\\.>>")
            .matcher(Files.readString(PICTURES.resolve("packages.puml")));
    while (component.find()) {
      drawn.add(component.group(1));
    }
    Set<String> coded = new TreeSet<>();
    ENGINE.forEach(type -> {
      String rest = type.getPackageName().substring("io.weir.engine".length());
      coded.add(rest.isEmpty() ? "" : rest.substring(1).split("\\.")[0]);
    });
    assertTrue(drawn.equals(coded), () -> "drawn " + drawn + ", but in the code " + coded);
    assertTrue(ENGINE.size() > 100, () -> "only " + ENGINE.size() + " classes were seen");
  }

  @Test
  void sql_stays_in_storage() {
    noClasses()
        .that(
            resideInAPackage("io.weir.engine..")
                .and(not("io.weir.engine.storage..", "io.weir.engine.main..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
        .because("move the JDBC call to storage, behind a port of the package that needs it")
        .check(ENGINE);
  }

  @Test
  void pf4j_stays_in_pluginhost() {
    noClasses()
        .that(resideInAPackage("io.weir.engine..").and(not("io.weir.engine.pluginhost..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.pf4j..")
        .because("only pluginhost knows how plugins are loaded; others see the catalogue")
        .check(ENGINE);
  }

  @Test
  void grpc_stubs_stay_behind_the_door() {
    noClasses()
        .that(
            resideInAPackage("io.weir.engine..")
                .and(not("io.weir.engine.access.grpc..", "io.weir.engine.main..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.weir.v1..", "io.weir.health.v1..")
        .because("translate in access.grpc, or be a client in main")
        .check(ENGINE);
  }

  @Test
  void streams_stay_in_the_pipeline() {
    noClasses()
        .that(
            resideInAPackage("io.weir.engine.dataplane..")
                .and(not("io.weir.engine.dataplane.pipeline..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.pekko..")
        .because("steps are plain code; pipeline alone knows Pekko")
        .check(ENGINE);
  }

  @Test
  void decisions_know_no_clock_and_no_chance() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.weir.engine.definition..",
            "io.weir.engine.authorization..",
            "io.weir.engine.dataplane.keys..",
            "io.weir.engine.dataplane.rules..",
            "io.weir.engine.dataplane.decode..",
            "io.weir.engine.dataplane.anonymize..",
            "io.weir.engine.dataplane.verify..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .because("the same input must give the same result; take the time as an argument")
        .check(ENGINE);
  }

  private static com.tngtech.archunit.base.DescribedPredicate<
          com.tngtech.archunit.core.domain.JavaClass>
      not(String... packages) {
    com.tngtech.archunit.base.DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> none =
        alwaysTrue();
    for (String one : List.of(packages)) {
      none = none.and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAPackage(one)));
    }
    return none;
  }
}
