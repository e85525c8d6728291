package covey.tracker.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.protocol.content.ShareId;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegistryTest {
  private static final NodeId ASKING = nodeId(999);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Registry registry = registry(RegistrySettings.defaults());

  @Test
  void announcedShareIsLookedUpWithItsProvider() {
    assertThat(announce(node(1), share(7, "Holiday", true)))
        .isEqualTo(new DirectoryAnswer.Announced(Duration.ofSeconds(30), Duration.ofSeconds(90)));

    DirectoryAnswer.LookedUp found = lookup(7, 10);
    assertThat(found.share()).contains(share(7, "Holiday", true));
    assertThat(found.providers())
        .containsExactly(new DirectoryAnswer.Provider(node(1), true, false));
  }

  @Test
  void unknownShareHasNeitherRecordNorProviders() {
    assertThat(lookup(7, 10).share()).isEmpty();
    assertThat(lookup(7, 10).providers()).isEmpty();
  }

  @Test
  void whoAsksIsNotAmongTheProviders() {
    announce(node(999), share(7, "mine", true));
    announce(node(1), share(7, "mine", false));

    assertThat(providersOf(lookup(7, 10))).containsExactly(nodeId(1));
  }

  @Test
  void providerIsForgottenAfterItsLifetimeUnlessItAnnouncesAgain() {
    announce(node(1), share(7, "a", true));
    announce(node(2), share(7, "a", true));
    now = now.plusSeconds(60);
    announce(node(2), share(7, "a", true));
    now = now.plusSeconds(29);
    assertThat(providersOf(lookup(7, 10))).containsOnly(nodeId(1), nodeId(2));
    now = now.plusSeconds(2);
    assertThat(providersOf(lookup(7, 10))).containsOnly(nodeId(2));
    now = now.plusSeconds(60);
    assertThat(lookup(7, 10).share()).isEmpty();
    assertThat(describe().shares()).isZero();
    assertThat(describe().providers()).isZero();
  }

  @Test
  void withdrawingTakesBackTheNamedSharesOnly() {
    announce(node(1), share(7, "a", true), share(8, "b", true));
    registry.ask(new DirectoryVerb.Withdraw(nodeId(1), List.of(shareId(7))));

    assertThat(lookup(7, 10).share()).isEmpty();
    assertThat(providersOf(lookup(8, 10))).containsExactly(nodeId(1));
  }

  @Test
  void withdrawingNothingByNameTakesBackAllOfTheNode() {
    announce(node(1), share(7, "a", true), share(8, "b", true));
    announce(node(2), share(8, "b", true));
    registry.ask(new DirectoryVerb.Withdraw(nodeId(1), List.of()));

    assertThat(lookup(7, 10).share()).isEmpty();
    assertThat(providersOf(lookup(8, 10))).containsExactly(nodeId(2));
    assertThat(describe().nodes()).containsExactly(address(2));
  }

  @Test
  void searchIgnoresCaseAndTakesTheBeginningOfAnId() {
    announce(node(1), share(7, "Summer Holiday", true));
    announce(node(2), share(7, "Summer Holiday", false), share(8, "Winter", false));

    assertThat(search("HOLI"))
        .containsExactly(new DirectoryAnswer.FoundShare(share(7, "Summer Holiday", true), 2, 1));
    assertThat(search(shareId(8).toString().substring(0, 10)))
        .extracting(found -> found.share().id())
        .contains(shareId(8));
    assertThat(search("nowhere")).isEmpty();
  }

  @Test
  void lookupNamesNoMoreProvidersThanAskedAndOverTimeAllOfThem() {
    IntStream.range(0, 100).forEach(i -> announce(node(i), share(7, "a", i % 10 == 0)));

    Set<NodeId> seen = new HashSet<>();
    for (int i = 0; i < 10_000 && seen.size() < 100; i++) {
      List<NodeId> some = providersOf(lookup(7, 20));
      assertThat(some).hasSize(20).doesNotHaveDuplicates();
      seen.addAll(some);
    }
    assertThat(seen).hasSize(100);
  }

  @Test
  void completeProvidersAreAmongThoseNamedHoweverFew() {
    IntStream.range(0, 500).forEach(i -> announce(node(i), share(7, "a", i == 250)));

    assertThat(lookup(7, 5).providers())
        .filteredOn(DirectoryAnswer.Provider::complete)
        .extracting(provider -> provider.node().id())
        .containsExactly(nodeId(250));
  }

  @Test
  void originIsNamedFirstAndMarked() {
    IntStream.range(0, 50).forEach(i -> announce(node(i), share(7, "a", true)));
    registry.origin(node(33));

    List<DirectoryAnswer.Provider> named = lookup(7, 3).providers();
    assertThat(named).hasSize(3);
    assertThat(named.getFirst()).isEqualTo(new DirectoryAnswer.Provider(node(33), true, true));
    assertThat(named.subList(1, 3)).noneMatch(DirectoryAnswer.Provider::origin);
    assertThat(describe().origin()).contains(node(33));
  }

  @Test
  void providerThatCompletesIsCountedOnce() {
    announce(node(1), share(7, "a", false));
    announce(node(1), share(7, "a", true));

    assertThat(search("a").getFirst().providers()).isEqualTo(1);
    assertThat(search("a").getFirst().completeProviders()).isEqualTo(1);
    assertThat(describe().providers()).isEqualTo(1);
  }

  @Test
  void whatDoesNotFitIsRefusedAndTheRestStays() {
    Duration time = Duration.ofSeconds(30);
    Registry small = registry(new RegistrySettings(time, time, 2, 3, 5, 2, 2));

    assertThat(announceTo(small, node(1), share(1, "a", true), share(2, "b", true)))
        .isInstanceOf(DirectoryAnswer.Announced.class);
    assertThat(announceTo(small, node(1), share(3, "c", true)))
        .isEqualTo(full("2 shares of one node"));
    assertThat(announceTo(small, node(2), share(1, "a", true), share(3, "c", true)))
        .isInstanceOf(DirectoryAnswer.Announced.class);
    assertThat(announceTo(small, node(3), share(1, "a", true))).isEqualTo(full("2 nodes"));
    small.ask(new DirectoryVerb.Withdraw(nodeId(1), List.of(shareId(2))));
    assertThat(announceTo(small, node(3), share(1, "a", true))).isEqualTo(full("2 nodes"));
    assertThat(announceTo(small, node(1), share(1, "a", true), share(4, "d", true)))
        .isInstanceOf(DirectoryAnswer.Announced.class);
  }

  @Test
  void tableKeepsWhatAPlainMapKeeps() {
    var random = new Random(42);
    List<Object> keys = IntStream.range(0, 60).mapToObj(i -> new Object()).toList();
    ExpiryTable<Object> table = new ExpiryTable<>();
    Set<Object> expected = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      Object key = keys.get(random.nextInt(keys.size()));
      if (random.nextInt(100) < (i / 2_000 % 2 == 0 ? 70 : 30)) {
        assertThat(table.put(key, 1)).isEqualTo(expected.add(key));
      } else {
        assertThat(table.remove(key)).isEqualTo(expected.remove(key));
      }
      assertThat(table.size()).isEqualTo(expected.size());
    }
    assertThat(new HashSet<>(table.keys())).isEqualTo(expected);
    keys.forEach(key -> assertThat(table.contains(key)).isEqualTo(expected.contains(key)));
  }

  private Registry registry(RegistrySettings settings) {
    return new Registry(() -> now, settings);
  }

  private DirectoryAnswer announce(NodeRecord node, ShareRecord... shares) {
    return announceTo(registry, node, shares);
  }

  private static DirectoryAnswer announceTo(
      Registry registry, NodeRecord node, ShareRecord... shares) {
    return registry.ask(new DirectoryVerb.Announce(node, List.of(shares)));
  }

  private DirectoryAnswer.LookedUp lookup(int share, int most) {
    return (DirectoryAnswer.LookedUp)
        registry.ask(new DirectoryVerb.Lookup(shareId(share), most, ASKING));
  }

  private List<DirectoryAnswer.FoundShare> search(String text) {
    return ((DirectoryAnswer.Found) registry.ask(new DirectoryVerb.Search(text, 10))).shares();
  }

  private DirectoryAnswer.Described describe() {
    return (DirectoryAnswer.Described) registry.ask(new DirectoryVerb.Describe());
  }

  private static DirectoryAnswer full(String bound) {
    return new DirectoryAnswer.Failed(
        DirectoryAnswer.FailureCode.BUSY, "the directory is full: it takes at most " + bound);
  }

  private static List<NodeId> providersOf(DirectoryAnswer.LookedUp found) {
    return found.providers().stream().map(provider -> provider.node().id()).toList();
  }

  private static NodeRecord node(int n) {
    return new NodeRecord(nodeId(n), List.of(address(n)), "test");
  }

  private static HostAndPort address(int n) {
    return HostAndPort.fromParts("127.0.0.1", 1_000 + n);
  }

  private static ShareRecord share(int n, String name, boolean complete) {
    return new ShareRecord(shareId(n), name, 1_000L + n, complete);
  }

  private static NodeId nodeId(int n) {
    return NodeId.of(bytes(n));
  }

  private static ShareId shareId(int n) {
    return ShareId.of(bytes(n));
  }

  private static byte[] bytes(int n) {
    byte[] bytes = new byte[32];
    new Random(n).nextBytes(bytes);
    return bytes;
  }
}
