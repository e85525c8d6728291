package covey.tracker.registry;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.wire.WireLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** A search for shares by part of the name, ignoring case, or by a prefix of the id. */
final class ShareSearch {
  private final String text;
  private final int most;

  ShareSearch(DirectoryVerb.Search search) {
    this.text = search.text().toLowerCase(Locale.ROOT);
    this.most = Math.clamp(search.most(), 1, WireLimits.FOUND_SHARES);
  }

  DirectoryAnswer in(Collection<ShareEntry> shares, Registry registry) {
    registry.sweep();
    List<DirectoryAnswer.FoundShare> found = new ArrayList<>();
    for (ShareEntry share : shares) {
      if (found.size() == most) {
        break;
      }
      if (matches(share)) {
        found.add(registry.found(share));
      }
    }
    return new DirectoryAnswer.Found(found);
  }

  private boolean matches(ShareEntry share) {
    return share.name.toLowerCase(Locale.ROOT).contains(text) || beginsId(share);
  }

  private boolean beginsId(ShareEntry share) {
    return !text.isEmpty() && text.length() <= 52 && share.id.toString().startsWith(text);
  }
}
