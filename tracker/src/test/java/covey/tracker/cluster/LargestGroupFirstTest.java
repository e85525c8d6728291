package covey.tracker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.util.UUID;
import org.junit.jupiter.api.Test;

/** The order of members after a merge. */
class LargestGroupFirstTest {
  private final LargestGroupFirst policy = new LargestGroupFirst();

  @Test
  void nodeThatWasAloneDoesNotBecomeTheCoordinator() {
    assertThat(policy.getNewMembership(List.of(group(1), group(9, 8), group(5, 3, 4))))
        .isEqualTo(group(5, 3, 4, 9, 8, 1));
  }

  @Test
  void groupsOfTheSameSizeAreOrderedByTheirCoordinators() {
    assertThat(policy.getNewMembership(List.of(group(7, 1), group(2, 9))))
        .isEqualTo(group(2, 9, 7, 1));
  }

  @Test
  void memberOfTwoGroupsIsNamedOnce() {
    assertThat(policy.getNewMembership(List.of(group(1, 2, 3), group(3), List.of())))
        .isEqualTo(group(1, 2, 3));
  }

  private static List<Address> group(int... members) {
    return Arrays.stream(members).mapToObj(LargestGroupFirstTest::address).toList();
  }

  private static Address address(int number) {
    return new UUID(0, number);
  }
}
