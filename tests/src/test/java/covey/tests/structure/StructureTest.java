package covey.tests.structure;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The code is structured as ARCHITECTURE.md says. */
class StructureTest {
  private static final String OFFENDER = "covey.tests.structure.offender..";
  private static final List<String> PURE =
      List.of("covey.node.swarm..", "covey.node.simulate..", "covey.node.theory..");

  @Test
  void importsPointOneWay() {
    hold(
        Rules.pointsInwards("covey.protocol..", "covey.tracker..", "covey.node..", "covey.tests.."),
        Rules.pointsInwards("covey.tracker..", "covey.node..", "covey.tests.."),
        Rules.pointsInwards("covey.node..", "covey.tests.."),
        Rules.pointsInwards(
            "covey.node.trace..",
            "covey.tracker..",
            "covey.node.runtime..",
            "covey.node.modes..",
            "covey.node.compare..",
            "covey.node.report..",
            "covey.node.cli.."));
    fails(Rules.pointsInwards(OFFENDER, "java.io.."));
  }

  @Test
  void modulesOfTheNodePointFromAppToCore() {
    hold(
        Rules.moduleDoesNotSee("node/core", "tracker", "node/peer", "node/lab", "node/app"),
        Rules.moduleDoesNotSee("node/peer", "node/lab", "node/app"),
        Rules.moduleDoesNotSee("node/lab", "node/app"));
    fails(Rules.moduleDoesNotSee("tests", "tests"));
  }

  @Test
  void everyModuleIsSeen() {
    for (String module : List.of("protocol", "tracker", "node/core", "node/lab", "node/app")) {
      ArchRule self = Rules.moduleDoesNotSee(module, module);
      assertThatThrownBy(() -> self.check(Rules.PRODUCT)).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void packagesDoNotDependOnEachOtherInCircles() {
    hold(cycleFree("covey.(*).(*).."), cycleFree("covey.node.cli(**)"));
    fails(cycleFree("covey.tests.structure.offender(**)"));
  }

  @Test
  void eachLibraryIsSeenInOnePackage() {
    hold(
        Rules.onlyIn("covey.protocol.wire..", "com.google.protobuf.."),
        Rules.onlyIn("covey.tracker.cluster..", "org.jgroups.."),
        Rules.onlyIn("covey.node.http..", "io.helidon..", "com.sun.net.httpserver.."),
        Rules.onlyIn("covey.node.cli..", "picocli.."));
    fails(Rules.onlyIn("covey.nowhere..", "java.io.."));
  }

  @Test
  void theCoreIsSansIo() {
    for (String pure : PURE) {
      hold(Rules.sansIo(pure), Rules.timeAndRandomnessPassedIn(pure));
    }
    hold(Rules.sameOrderInEachRun(PURE.getFirst()));
    fails(Rules.sansIo(OFFENDER));
    fails(Rules.timeAndRandomnessPassedIn(OFFENDER));
    fails(Rules.sameOrderInEachRun(OFFENDER));
  }

  @Test
  void nothingIsNamedByKind() {
    hold(Rules.noPackageByKind(), Rules.noClassByKind());
    fails(Rules.noPackageByKind());
    fails(Rules.noClassByKind());
  }

  @Test
  void bytesFromPeersAreNeverJavaObjects() {
    hold(Rules.noJavaSerialization());
    fails(Rules.noJavaSerialization());
  }

  @Test
  void onlyTheCommandLineEndsTheProcess() {
    hold(Rules.exitOnlyIn("covey.node.cli.."));
    fails(Rules.exitOnlyIn("covey.node.cli.."));
  }

  @Test
  void nothingTakesMoreThanFiveParameters() {
    hold(Rules.fewParameters());
    fails(Rules.fewParameters());
  }

  @Test
  void noRecordHasMoreThanSevenComponents() {
    hold(Rules.fewComponents());
    fails(Rules.fewComponents());
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(withoutNullMarked(Rules.PRODUCT)).isEmpty();
    assertThat(withoutNullMarked(Rules.OFFENDER))
        .containsExactly("covey.tests.structure.offender.helper");
  }

  private static List<String> withoutNullMarked(JavaClasses classes) {
    return classes.stream()
        .map(JavaClass::getPackage)
        .distinct()
        .filter(p -> !p.getName().equals("covey.protocol.wire.proto"))
        .filter(p -> !isNullMarked(p))
        .map(JavaPackage::getName)
        .sorted()
        .toList();
  }

  private static boolean isNullMarked(JavaPackage javaPackage) {
    return javaPackage.tryGetPackageInfo().stream()
        .anyMatch(info -> info.isAnnotatedWith(NullMarked.class));
  }

  private static ArchRule cycleFree(String packages) {
    return slices().matching(packages).should().beFreeOfCycles();
  }

  private static void hold(ArchRule... rules) {
    Stream.of(rules).forEach(rule -> rule.check(Rules.PRODUCT));
  }

  private static void fails(ArchRule rule) {
    assertThatThrownBy(() -> rule.check(Rules.OFFENDER)).isInstanceOf(AssertionError.class);
  }
}
