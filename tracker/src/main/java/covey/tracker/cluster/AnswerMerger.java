package covey.tracker.cluster;

import com.google.common.net.HostAndPort;
import covey.protocol.content.ShareId;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryAnswer.FoundShare;
import covey.protocol.directory.DirectoryAnswer.LookedUp;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Combines the answers of several members to the same question into one answer. */
final class AnswerMerger {
  private static final int NODES_DESCRIBED = 20;

  private AnswerMerger() {}

  /** Returns all providers without duplicates; empty if no member answered. */
  static Optional<LookedUp> lookedUp(List<DirectoryAnswer> answers, int most) {
    List<LookedUp> given = of(LookedUp.class, answers).toList();
    if (given.size() < 2) {
      return given.stream().findFirst();
    }
    Map<NodeId, DirectoryAnswer.Provider> providers = new LinkedHashMap<>();
    Optional<ShareRecord> share = Optional.empty();
    for (LookedUp one : given) {
      for (DirectoryAnswer.Provider provider : one.providers()) {
        providers.merge(provider.node().id(), provider, AnswerMerger::both);
      }
      boolean better = one.share().filter(ShareRecord::complete).isPresent();
      share = better || share.isEmpty() ? one.share() : share;
    }
    return Optional.of(new LookedUp(share, providers.values().stream().limit(most).toList()));
  }

  /**
   * Returns the shares found by any member. Takes the largest counts, since owners hold the same
   * records.
   */
  static DirectoryAnswer found(List<DirectoryAnswer> answers, int most) {
    Map<ShareId, FoundShare> found = new LinkedHashMap<>();
    of(DirectoryAnswer.Found.class, answers)
        .flatMap(one -> one.shares().stream())
        .forEach(one -> found.merge(one.share().id(), one, AnswerMerger::better));
    return new DirectoryAnswer.Found(found.values().stream().limit(most).toList());
  }

  /** Returns the newer of two records of one provider; a provider only ever becomes complete. */
  private static DirectoryAnswer.Provider both(
      DirectoryAnswer.Provider a, DirectoryAnswer.Provider b) {
    DirectoryAnswer.Provider newer = a.complete() ? a : b;
    return new DirectoryAnswer.Provider(newer.node(), newer.complete(), a.origin() || b.origin());
  }

  /** Returns the description of the deployment; each record is held by {@code copies} members. */
  static DirectoryAnswer described(
      List<DirectoryAnswer> answers,
      String host,
      List<HostAndPort> addresses,
      List<HostAndPort> hosts,
      int copies) {
    long shares = 0;
    long providers = 0;
    Optional<NodeRecord> origin = Optional.empty();
    List<HostAndPort> nodes = new ArrayList<>();
    for (var one : of(DirectoryAnswer.Described.class, answers).toList()) {
      shares += one.shares();
      providers += one.providers();
      origin = origin.isPresent() ? origin : one.origin();
      nodes.addAll(one.nodes());
    }
    List<HostAndPort> known = nodes.stream().distinct().limit(NODES_DESCRIBED).toList();
    return new DirectoryAnswer.Described(
        host,
        origin,
        addresses,
        known,
        hosts,
        Math.ceilDiv(shares, copies),
        Math.ceilDiv(providers, copies));
  }

  private static FoundShare better(FoundShare a, FoundShare b) {
    return b.completeProviders() > a.completeProviders()
            || (b.completeProviders() == a.completeProviders() && b.providers() > a.providers())
        ? b
        : a;
  }

  private static <T extends DirectoryAnswer> Stream<T> of(
      Class<T> kind, List<DirectoryAnswer> answers) {
    return answers.stream().filter(kind::isInstance).map(kind::cast);
  }
}
