package covey.tracker.server;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.ShareId;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Message;
import covey.tracker.registry.Registry;
import covey.tracker.registry.RegistrySettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectoryRequestHandlerTest {
  private static final ShareRecord SHARE =
      new ShareRecord(ShareId.of(new byte[32]), "Holiday", 5, true);

  private final DirectoryRequestHandler desk =
      new DirectoryRequestHandler(
          new Registry(InstantSource.system(), RegistrySettings.defaults()));

  @Test
  void oneNodeAnnouncesAndAnotherLooksUp() {
    assertThat(ask(1, announce(1))).isInstanceOf(DirectoryAnswer.Announced.class);
    assertThat(ask(2, new DirectoryVerb.Lookup(SHARE.id(), 10, id(2))))
        .isEqualTo(
            new DirectoryAnswer.LookedUp(
                Optional.of(SHARE), List.of(new DirectoryAnswer.Provider(node(1), true, false))));
    assertThat(ask(1, new DirectoryVerb.Withdraw(id(1), List.of())))
        .isEqualTo(new DirectoryAnswer.Withdrawn());
    assertThat(ask(2, new DirectoryVerb.Search("holiday", 10)))
        .isEqualTo(new DirectoryAnswer.Found(List.of()));
  }

  @Test
  void nodeSpeaksOnlyForItself() {
    ask(1, announce(1));
    DirectoryAnswer refused =
        new DirectoryAnswer.Failed(
            DirectoryAnswer.FailureCode.NOT_ALLOWED, "a node speaks only for itself");
    assertThat(ask(2, announce(1))).isEqualTo(refused);
    assertThat(ask(2, new DirectoryVerb.Withdraw(id(1), List.of()))).isEqualTo(refused);
    assertThat(ask(2, new DirectoryVerb.Search("holiday", 10)))
        .isInstanceOfSatisfying(
            DirectoryAnswer.Found.class, found -> assertThat(found.shares()).hasSize(1));
  }

  private DirectoryAnswer ask(int asking, DirectoryVerb verb) {
    Message.DirectoryReply reply = desk.reply(id(asking), new Message.DirectoryRequest(77, verb));
    assertThat(reply.id()).isEqualTo(77);
    return reply.answer();
  }

  private static DirectoryVerb announce(int n) {
    return new DirectoryVerb.Announce(node(n), List.of(SHARE));
  }

  private static NodeRecord node(int n) {
    return new NodeRecord(id(n), List.of(), "test");
  }

  private static NodeId id(int n) {
    byte[] bytes = new byte[32];
    bytes[31] = (byte) n;
    return NodeId.of(bytes);
  }
}
