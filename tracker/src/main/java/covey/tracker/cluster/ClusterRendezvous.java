package covey.tracker.cluster;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.identity.NodeId;
import covey.tracker.registry.DirectoryHost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Handles introductions and relays in a cluster. A member reaches only itself and the nodes
 * connected to it, so all members are asked. Thread-safe.
 */
final class ClusterRendezvous {
  private final Membership view;
  private final MemberQueries questions;
  private final DirectoryHost local;

  /** Creates an instance; {@code local} answers for the nodes that this process reaches. */
  ClusterRendezvous(Membership view, MemberQueries questions, DirectoryHost local) {
    this.view = view;
    this.questions = questions;
    this.local = local;
  }

  /** Answers on behalf of all members. */
  DirectoryAnswer answer(RendezvousVerb verb) {
    return switch (verb) {
      case RendezvousVerb.TakeSeat _, RendezvousVerb.OfferRelay _ -> local.ask(verb);
      case RendezvousVerb.Introduce introduce -> introduce(introduce);
      case RendezvousVerb.FindRelays find -> relays(find);
    };
  }

  private DirectoryAnswer introduce(RendezvousVerb.Introduce verb) {
    DirectoryAnswer here = local.ask(verb);
    if (told(here) || here instanceof DirectoryAnswer.Failed) {
      return here;
    }
    Optional<Member> itself =
        view.now().members().stream().filter(m -> m.node().equals(verb.to())).findFirst();
    boolean told =
        itself.isPresent()
            ? questions.await(itself.get(), verb).filter(ClusterRendezvous::told).isPresent()
            : questions.askOthers(verb).stream().anyMatch(ClusterRendezvous::told);
    return new RendezvousAnswer.Introduced(told);
  }

  private static boolean told(DirectoryAnswer answer) {
    return answer instanceof RendezvousAnswer.Introduced(boolean told) && told;
  }

  private DirectoryAnswer relays(RendezvousVerb.FindRelays verb) {
    List<DirectoryAnswer> answers = new ArrayList<>(questions.askOthers(verb));
    answers.add(local.ask(verb));
    Map<NodeId, NodeRecord> relays = new LinkedHashMap<>();
    for (DirectoryAnswer answer : answers) {
      if (answer instanceof RendezvousAnswer.Relays(List<NodeRecord> some)) {
        some.forEach(relay -> relays.put(relay.id(), relay));
      }
    }
    List<NodeRecord> all = new ArrayList<>(relays.values());
    Collections.shuffle(all);
    return new RendezvousAnswer.Relays(
        all.subList(0, Math.min(all.size(), RendezvousAnswer.Relays.MOST_RELAYS)));
  }
}
