package covey.tracker.cluster;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.MeetingAnswer;
import covey.protocol.directory.MeetingVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.identity.NodeId;
import covey.tracker.registry.DirectoryHost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Introductions and relays in a cluster. A member reaches only itself and the nodes connected to
 * it, so all members are asked. Thread-safe.
 */
final class ClusterMeetings {
  private final Membership view;
  private final Questions questions;
  private final DirectoryHost local;

  /** Uses {@code local} for what this process reaches. */
  ClusterMeetings(Membership view, Questions questions, DirectoryHost local) {
    this.view = view;
    this.questions = questions;
    this.local = local;
  }

  /** Answers for all members. */
  DirectoryAnswer answer(MeetingVerb verb) {
    return switch (verb) {
      case MeetingVerb.TakeSeat _, MeetingVerb.OfferRelay _ -> local.answer(verb);
      case MeetingVerb.Introduce introduce -> introduce(introduce);
      case MeetingVerb.FindRelays find -> relays(find);
    };
  }

  private DirectoryAnswer introduce(MeetingVerb.Introduce verb) {
    DirectoryAnswer here = local.answer(verb);
    if (told(here) || here instanceof DirectoryAnswer.Failed) {
      return here;
    }
    Optional<Member> itself =
        view.now().members().stream().filter(m -> m.node().equals(verb.to())).findFirst();
    boolean told =
        itself.isPresent()
            ? told(
                questions
                    .ask(itself.get(), verb)
                    .exceptionally(failure -> new MeetingAnswer.Introduced(false))
                    .join())
            : questions.askOthers(verb).stream().anyMatch(ClusterMeetings::told);
    return new MeetingAnswer.Introduced(told);
  }

  private static boolean told(DirectoryAnswer answer) {
    return answer instanceof MeetingAnswer.Introduced(boolean told) && told;
  }

  private DirectoryAnswer relays(MeetingVerb.FindRelays verb) {
    List<DirectoryAnswer> answers = new ArrayList<>(questions.askOthers(verb));
    answers.add(local.answer(verb));
    Map<NodeId, NodeRecord> relays = new LinkedHashMap<>();
    for (DirectoryAnswer answer : answers) {
      if (answer instanceof MeetingAnswer.Relays(List<NodeRecord> some)) {
        some.forEach(relay -> relays.put(relay.id(), relay));
      }
    }
    List<NodeRecord> all = new ArrayList<>(relays.values());
    Collections.shuffle(all);
    return new MeetingAnswer.Relays(
        all.subList(0, Math.min(all.size(), MeetingAnswer.Relays.MOST_RELAYS)));
  }
}
