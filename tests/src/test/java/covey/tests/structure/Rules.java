package covey.tests.structure;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules, each for any package, so that a test can also check that an offender breaks it. */
final class Rules {
  /** All modules but this one. */
  static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("covey");

  /** A package that breaks every rule that classes can break. */
  static final JavaClasses OFFENDER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.OnlyIncludeTests())
          .importPackages("covey.tests.structure.offender");

  private static final Pattern KIND_IN_PACKAGE =
      Pattern.compile(
          "(^|.*\\.)(utils?|impl|models?|services?|managers?|helpers?|common)(\\..*|$)");

  private static final Pattern KIND_IN_CLASS = Pattern.compile(".*(Utils?|Helper|Manager|Impl)$");

  private static final int MAX_PARAMETERS = 5;
  private static final int MAX_COMPONENTS = 7;

  /** Methods whose sets and maps have another order in each run. */
  private static final Set<String> UNORDERED_MAKERS = Set.of("of", "ofEntries", "copyOf");

  private Rules() {}

  /** Nothing outside {@code owner} uses {@code used}. */
  static ArchRule onlyIn(String owner, String... used) {
    return noClasses()
        .that(not(resideInAPackage(owner)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(used))
        .because("only " + owner + " sees " + String.join(" and ", used));
  }

  /** Nothing in the Maven module {@code inner}, as "node/core", uses one of {@code outer}. */
  static ArchRule moduleDoesNotSee(String inner, String... outer) {
    return noClasses()
        .that(inModule(inner))
        .should()
        .dependOnClassesThat(
            describe(
                "in a module of " + List.of(outer),
                c -> Stream.of(outer).anyMatch(module -> inModule(module).test(c))))
        .because("imports point one way: protocol <- tracker, core <- peer <- lab <- app <- tests");
  }

  private static DescribedPredicate<JavaClass> inModule(String module) {
    String target = "/" + module + "/target/";
    return describe(
        "in module " + module,
        c ->
            c.getSource().map(source -> source.getUri().toString().contains(target)).orElse(false));
  }

  /** Nothing in {@code inner} uses {@code outer}. */
  static ArchRule pointsInwards(String inner, String... outer) {
    return noClasses()
        .that(resideInAPackage(inner))
        .should()
        .dependOnClassesThat(resideInAnyPackage(outer))
        .because("imports point one way: protocol <- tracker <- node <- tests");
  }

  /** No package is named by kind. */
  static ArchRule noPackageByKind() {
    return noClasses()
        .should(
            be(
                "in a package named by kind",
                c -> KIND_IN_PACKAGE.matcher(c.getPackageName()).matches()));
  }

  /** No class is named by kind. */
  static ArchRule noClassByKind() {
    return noClasses()
        .should(be("named by kind", c -> KIND_IN_CLASS.matcher(c.getSimpleName()).matches()));
  }

  /** No socket, file, thread, clock or logger in {@code core}. */
  static ArchRule sansIo(String core) {
    return noClasses()
        .that(resideInAPackage(core))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.io..",
                    "java.net..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.util.concurrent..",
                    "java.util.logging..",
                    "org.slf4j..")
                .or(named("java.lang.(Thread|ThreadLocal|Process|ProcessBuilder)"))
                .or(named("java.time.(Clock|InstantSource)"))
                .or(named("java.security.SecureRandom")))
        .because("the core is driven: input in, outputs out");
  }

  /** No look at a clock, and no randomness but seeded, in {@code core}. */
  static ArchRule timeAndRandomnessPassedIn(String core) {
    return noClasses()
        .that(resideInAPackage(core))
        .should()
        .callMethodWhere(calls("java.lang.System", "nanoTime|currentTimeMillis|identityHashCode"))
        .orShould()
        .callMethodWhere(calls("java.time.*", "now"))
        .orShould()
        .callMethodWhere(calls("java.lang.Math", "random"))
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callConstructor(SplittableRandom.class)
        .because("a run is repeated by its seed");
  }

  /** No collection in {@code core} whose order differs from run to run. */
  static ArchRule sameOrderInEachRun(String core) {
    return noClasses()
        .that(resideInAPackage(core))
        .should()
        .callConstructorWhere(makes("java.util.(Weak|Identity|Concurrent)?Hash(Map|Set)"))
        .orShould()
        .callMethodWhere(
            describe(
                "Set or Map by of or copyOf",
                call ->
                    named("java.util.(Set|Map)").test(call.getTargetOwner())
                        && UNORDERED_MAKERS.contains(call.getName())))
        .orShould()
        .callMethodWhere(
            calls("java.util.stream.Collectors", "toSet|toMap|groupingBy|toUnmodifiable(Set|Map)"))
        .because("a run is repeated by its seed");
  }

  /** No Java serialization: the JVM never makes objects of bytes from peers. */
  static ArchRule noJavaSerialization() {
    return noClasses()
        .should()
        .dependOnClassesThat(
            named("java.io.(ObjectInputStream|ObjectOutputStream|Externalizable|ObjectInput)"))
        .orShould()
        .dependOnClassesThat(named("org.jgroups.(ObjectMessage|blocks\\.[A-Z].*)"));
  }

  /** No method or constructor takes more; a record is exempt here. */
  static ArchRule fewParameters() {
    return noCodeUnits()
        .that()
        .areDeclaredInClassesThat(not(resideInAPackage("covey.protocol.wire.proto..")))
        .and()
        .areDeclaredInClassesThat(not(assignableTo(Record.class)))
        .should(haveMoreParametersThan(MAX_PARAMETERS));
  }

  /** No record has more components; a record of more is nested by meaning. */
  static ArchRule fewComponents() {
    return noConstructors()
        .that()
        .areDeclaredInClassesThat(assignableTo(Record.class))
        .should(haveMoreParametersThan(MAX_COMPONENTS));
  }

  private static <T extends JavaCodeUnit> ArchCondition<T> haveMoreParametersThan(int most) {
    return ArchCondition.from(
        describe(
            "have more than " + most + " parameters", unit -> unit.getParameters().size() > most));
  }

  /** Only {@code owner} ends the JVM. */
  static ArchRule exitOnlyIn(String owner) {
    return noClasses()
        .that(not(resideInAPackage(owner)))
        .should()
        .callMethodWhere(calls("java.lang.(System|Runtime)", "exit|halt"));
  }

  private static ArchCondition<JavaClass> be(String what, Predicate<JavaClass> predicate) {
    return ArchCondition.from(describe("be " + what, predicate));
  }

  private static DescribedPredicate<JavaClass> named(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return describe("named " + regex, c -> pattern.matcher(c.getFullName()).matches());
  }

  private static DescribedPredicate<JavaCall<?>> calls(String owner, String name) {
    Pattern method = Pattern.compile(name);
    DescribedPredicate<JavaClass> type = named(owner);
    return describe(
        owner + "." + name,
        call -> type.test(call.getTargetOwner()) && method.matcher(call.getName()).matches());
  }

  private static DescribedPredicate<JavaCall<?>> makes(String owner) {
    DescribedPredicate<JavaClass> type = named(owner);
    return describe("new " + owner, call -> type.test(call.getTargetOwner()));
  }
}
