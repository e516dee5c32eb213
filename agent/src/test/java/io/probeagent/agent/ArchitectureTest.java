package io.probeagent.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The pure core stays pure, and the packages form no circle. */
@AnalyzeClasses(
    packages = "io.probeagent.agent",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String CORE = "io.probeagent.agent.lifecycle";
  private static final String WIRE = "io.probeagent.agent.wire";

  @ArchTest
  static final ArchRule theCoreKnowsNothingButTheLanguage =
      classes()
          .that()
          .resideInAPackage(CORE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(CORE, "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule theCoreDoesNoInputOrOutput =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio..", "java.net..");

  @ArchTest
  static final ArchRule theCoreStartsNoThreadAndTakesNoLock =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.util.concurrent..")
                  .and(not(belongToAnyOf(TimeUnit.class)))
                  .or(belongToAnyOf(Thread.class, ThreadLocal.class, Runtime.class)));

  @ArchTest
  static final ArchRule theCoreReadsNoClock =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.time..")
                  .and(not(belongToAnyOf(Duration.class)))
                  .or(belongToAnyOf(System.class, java.util.Date.class)));

  @ArchTest
  static final ArchRule theWireFormatKnowsTheCoreOnly =
      classes()
          .that()
          .resideInAPackage(WIRE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(WIRE, CORE, "java..", "org.jspecify..");

  /** Streams are 80 classes that each start would load. A command may take the time. */
  @ArchTest
  static final ArchRule whatServesUsesNoStreams =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.probeagent.agent.cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.stream..");

  @ArchTest
  static final ArchRule thePackagesFormNoCircle =
      slices().matching("io.probeagent.agent.(*)..").should().beFreeOfCycles();
}
