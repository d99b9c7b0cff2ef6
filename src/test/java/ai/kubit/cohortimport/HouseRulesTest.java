package ai.kubit.cohortimport;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A rule of this house that no tool knows. Checkstyle asks for the others: at most 30 lines in a
 * method, at most 5 arguments of a constructor, a {@code package-info} for each package.
 */
class HouseRulesTest {
  private static final String ROOT = "ai.kubit.cohortimport";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages(ROOT);

  /** Who reads a name must not have to ask which of two types it is. */
  @Test
  void oneSimpleNameIsOneType() {
    Map<String, Set<String>> byName =
        ours()
            .collect(
                groupingBy(
                    JavaClass::getSimpleName,
                    TreeMap::new,
                    mapping(JavaClass::getName, toCollection(TreeSet::new))));
    byName.values().removeIf(types -> types.size() == 1);

    assertThat(byName).isEmpty();
  }

  private static Stream<JavaClass> ours() {
    return MAIN.stream()
        .filter(type -> !type.isAnonymousClass() && !type.getSimpleName().isEmpty())
        .filter(type -> !type.getSimpleName().contains("package-info"));
  }
}
