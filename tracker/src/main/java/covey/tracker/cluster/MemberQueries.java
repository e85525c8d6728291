package covey.tracker.cluster;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.wire.Tap;
import covey.tracker.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sends a question to the members it concerns and merges their answers into one. Thread-safe. */
final class MemberQueries {
  // After this time, the next owner is asked instead.
  private static final Duration OWNER_TIMEOUT = Duration.ofMillis(250);
  // Used while other owners or another round remain; healthy owners answer within 5 ms.
  private static final Duration FIRST_OWNER_TIMEOUT = Duration.ofMillis(120);
  private static final Duration ALL_TIMEOUT = Duration.ofMillis(400);

  // For the remaining members once every record is covered by the answers received.
  private static final Duration LAST_TIMEOUT = Duration.ofMillis(60);

  private static final int MOST_ROUNDS = 10;

  private final Membership view;
  private final PendingCalls calls;
  private final Registry registry;
  private final @Nullable Tap tap;

  MemberQueries(Membership view, PendingCalls calls, Registry registry, @Nullable Tap tap) {
    this.tap = tap;
    this.view = view;
    this.calls = calls;
    this.registry = registry;
  }

  /** Asks one member; answers from the registry if it is this member. */
  CompletableFuture<DirectoryAnswer> ask(Member member, DirectoryVerb verb) {
    return ask(member, verb, OWNER_TIMEOUT);
  }

  /** Asks one member and waits; empty if it did not answer in time. */
  Optional<DirectoryAnswer> await(Member member, DirectoryVerb verb) {
    return orEmpty(ask(member, verb)).join();
  }

  /** Asks every member and returns the answers received within 0.4 s. */
  List<DirectoryAnswer> askAll(DirectoryVerb verb) {
    return together(view.now().members(), verb, ALL_TIMEOUT);
  }

  /** Asks every other member about matters that this process answers for itself. */
  List<DirectoryAnswer> askOthers(DirectoryVerb verb) {
    List<Member> others = new ArrayList<>(view.now().members());
    others.remove(view.self());
    return together(others, verb, ALL_TIMEOUT);
  }

  DirectoryAnswer lookup(DirectoryVerb.Lookup lookup) {
    Optional<DirectoryAnswer.LookedUp> found = Optional.empty();
    // If members changed and one was silent, it may be the only one that knows: ask again in the
    // new view.
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Round asked = lookupOnce(lookup);
      found = AnswerMerger.lookedUp(asked.answers, lookup.most());
      boolean known = found.isPresent() && !found.get().providers().isEmpty();
      if (known || (found.isPresent() && asked.complete()) || !view.isSettling()) {
        break;
      }
    }
    return found
        .<DirectoryAnswer>map(one -> one)
        .orElseGet(
            () ->
                new DirectoryAnswer.Failed(
                    DirectoryAnswer.FailureCode.BUSY, "no member that holds this share answered"));
  }

  DirectoryAnswer search(DirectoryVerb.Search search) {
    return AnswerMerger.found(askUntilCovered(search), search.most());
  }

  /**
   * Returns the description of the deployment hosted by {@code host}, with JGroups at {@code
   * addresses}.
   */
  DirectoryAnswer describe(String host, List<HostAndPort> addresses, List<HostAndPort> hosts) {
    int copies = view.now().copies();
    return AnswerMerger.described(
        askAll(new DirectoryVerb.Describe()), host, addresses, hosts, copies);
  }

  /** Reports whether this member's own registry names a provider. */
  boolean isKnownHere(DirectoryVerb.Lookup lookup) {
    return names(registry.ask(lookup));
  }

  /** The answers of one round, and the number of members asked. */
  private record Round(List<DirectoryAnswer> answers, int asked) {
    boolean complete() {
      return answers.size() == asked;
    }
  }

  /**
   * Asks one owner after the other until one knows the share. While members have just changed, asks
   * all quick ones at once.
   */
  private Round lookupOnce(DirectoryVerb.Lookup lookup) {
    List<Member> candidates = calls.slowLast(view.candidates(lookup.share()));
    int together = view.isSettling() ? calls.quick(candidates) : 1;
    List<DirectoryAnswer> answers = new ArrayList<>();
    for (int asked = 0; asked < candidates.size(); ) {
      int end = Math.min(candidates.size(), asked + Math.max(1, together));
      boolean isLast = end == candidates.size() && !view.isSettling();
      Duration atMost = isLast ? OWNER_TIMEOUT : FIRST_OWNER_TIMEOUT;
      answers.addAll(together(candidates.subList(asked, end), lookup, atMost));
      asked = end;
      if (answers.stream().anyMatch(MemberQueries::names)) {
        break;
      }
    }
    return new Round(answers, candidates.size());
  }

  private static boolean names(DirectoryAnswer answer) {
    return answer instanceof DirectoryAnswer.LookedUp found && !found.providers().isEmpty();
  }

  /**
   * Asks every member. Once every record has an owner among the members that answered, waits only
   * briefly for the rest, so that a frozen member delays nobody. Waits for all while members have
   * just changed.
   */
  private List<DirectoryAnswer> askUntilCovered(DirectoryVerb verb) {
    OwnerSelection placement = view.now();
    int dispensable = view.isSettling() ? 0 : placement.copies() - 1;
    AtomicInteger missing = new AtomicInteger(placement.members().size() - dispensable);
    CompletableFuture<Void> covered = new CompletableFuture<>();
    List<CompletableFuture<Optional<DirectoryAnswer>>> asked = new ArrayList<>();
    for (Member member : placement.members()) {
      CompletableFuture<DirectoryAnswer> answer = ask(member, verb, ALL_TIMEOUT);
      var _ =
          answer.thenAccept(
              given -> {
                boolean isHeard = !(given instanceof DirectoryAnswer.Failed);
                if (isHeard && missing.decrementAndGet() == 0) {
                  covered.complete(null);
                }
              });
      asked.add(orEmpty(answer));
    }
    CompletableFuture<Void> all = allOf(asked);
    CompletableFuture.anyOf(covered, all).join();
    all.copy().completeOnTimeout(null, LAST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).join();
    return asked.stream()
        .map(one -> one.getNow(Optional.empty()))
        .flatMap(Optional::stream)
        .toList();
  }

  private List<DirectoryAnswer> together(
      List<Member> members, DirectoryVerb verb, Duration atMost) {
    List<CompletableFuture<Optional<DirectoryAnswer>>> asked = new ArrayList<>();
    for (Member member : members) {
      asked.add(orEmpty(ask(member, verb, atMost)));
    }
    return asked.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
  }

  private static CompletableFuture<Optional<DirectoryAnswer>> orEmpty(
      CompletableFuture<DirectoryAnswer> answer) {
    return answer.handle((given, failure) -> Optional.<DirectoryAnswer>ofNullable(given));
  }

  private static CompletableFuture<Void> allOf(
      List<CompletableFuture<Optional<DirectoryAnswer>>> asked) {
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<DirectoryAnswer> ask(
      Member member, DirectoryVerb verb, Duration atMost) {
    if (tap == null) {
      return put(member, verb, atMost);
    }
    Tap told = tap;
    told.memberAsked(member.node(), verb);
    return put(member, verb, atMost)
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                told.memberAnswered(member.node(), answer);
              } else {
                told.memberSilent(member.node(), verb, atMost);
              }
            });
  }

  private CompletableFuture<DirectoryAnswer> put(
      Member member, DirectoryVerb verb, Duration atMost) {
    return member.equals(view.self())
        ? CompletableFuture.completedFuture(registry.ask(verb))
        : calls.ask(member, verb, atMost);
  }
}
