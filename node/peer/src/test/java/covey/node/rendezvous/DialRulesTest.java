package covey.node.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialRulesTest {
  @Test
  void onlyNumbersOfMachinesAndHighPortsAreDialled() {
    DialRules rules = new DialRules(false);

    assertThat(rules.passing(addresses("192.0.2.1:7410", "[2001:db8::1]:1024"))).hasSize(2);
    for (String refused :
        List.of(
            "localhost:7410",
            "printer.example:7410",
            "192.0.2.1:1023",
            "192.0.2.1:22",
            "127.0.0.1:7410",
            "[::1]:7410",
            "[::ffff:127.0.0.1]:7410",
            "0.0.0.0:7410",
            "[::]:7410",
            "224.0.0.1:7410",
            "169.254.169.254:8080",
            "[fe80::1]:7410")) {
      assertThat(rules.passing(addresses(refused))).as(refused).isEmpty();
    }
  }

  @Test
  void thisMachineIsDialledByWhoSpeaksToNobodyElse() {
    assertThat(new DialRules(true).passing(addresses("127.0.0.1:7410", "[::1]:7410"))).hasSize(2);
  }

  @Test
  void ofManyAddressesThreeAreDialled() {
    List<HostAndPort> many =
        addresses("192.0.2.1:7410", "192.0.2.2:7410", "192.0.2.3:7410", "192.0.2.4:7410");

    assertThat(new DialRules(false).passing(many)).isEqualTo(many.subList(0, 3));
  }

  private static List<HostAndPort> addresses(String... texts) {
    return Arrays.stream(texts).map(HostAndPort::fromString).toList();
  }
}
