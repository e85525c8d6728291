package covey.node.replay;

import covey.node.compare.ReplayResult.Agreement;
import covey.node.compare.ReplayResult.Completion;
import covey.node.compare.ReplayResult.Delays;
import covey.node.compare.ReplayResult.ReplayedDownload;
import covey.node.compare.ReplayResult.ReplayedMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The outcomes of all downloads, as recorded and as replayed. */
final class DownloadOutcomes {
  /** A delay counts if it exceeds this, and this part of the time without outages. */
  private static final double DELAY_SECONDS_MIN = 0.3;

  private static final double DELAY_PART_MIN = 0.05;

  /** A download and its share. */
  private record Download(ShareHistory share, Participation part) {
    ReplayedDownload result(DownloadTimes times, @Nullable Double delaySeconds) {
      return new ReplayedDownload(
          part.node().name(),
          share.name(),
          part.from(),
          since(times.firstPieceAt()),
          since(times.completedAt()),
          delaySeconds);
    }

    private @Nullable Double since(double at) {
      return at == TimeInterval.NEVER ? null : Math.max(0, at - part.from());
    }
  }

  private final List<Download> downloads = new ArrayList<>();
  private final ReplayedMode recorded;

  DownloadOutcomes(List<ShareHistory> shares) {
    for (ShareHistory share : shares) {
      share.downloads().forEach(part -> downloads.add(new Download(share, part)));
    }
    List<String> modes =
        downloads.stream().map(d -> d.part().node().mode(d.part().from())).distinct().toList();
    recorded =
        summed(
            String.join(", ", modes),
            "recorded",
            each(part -> new DownloadTimes(part.firstPieceAt(), part.completedAt()), _ -> null),
            0);
  }

  /** The recorded outcomes. */
  ReplayedMode recorded() {
    return recorded;
  }

  /** Returns the outcomes in a mode, from the times with and without outages. */
  ReplayedMode in(
      String mode,
      Map<Participation, DownloadTimes> with,
      Map<Participation, DownloadTimes> without) {
    List<ReplayedDownload> each =
        each(part -> of(with, part), part -> delay(of(with, part), of(without, part)));
    int delayed =
        (int)
            downloads.stream()
                .map(Download::part)
                .filter(part -> isDelayed(part, of(with, part), of(without, part)))
                .count();
    String method = mode.equals("central") ? "server" : "simulator";
    ReplayedMode replayed = summed(mode, method, each, delayed);
    return mode.equals(recorded.mode()) ? compared(replayed) : replayed;
  }

  private static DownloadTimes of(Map<Participation, DownloadTimes> times, Participation part) {
    return times.getOrDefault(part, DownloadTimes.NONE);
  }

  private List<ReplayedDownload> each(
      Function<Participation, DownloadTimes> times,
      Function<Participation, @Nullable Double> delay) {
    return downloads.stream()
        .map(d -> d.result(times.apply(d.part()), delay.apply(d.part())))
        .toList();
  }

  private static @Nullable Double delay(DownloadTimes with, DownloadTimes without) {
    return with.completedAt() == TimeInterval.NEVER
        ? null
        : Math.max(0, with.completedAt() - without.completedAt());
  }

  private static boolean isDelayed(Participation part, DownloadTimes with, DownloadTimes without) {
    if (without.completedAt() == TimeInterval.NEVER) {
      return false;
    }
    double took = without.completedAt() - part.from();
    double delay = with.completedAt() - without.completedAt();
    return delay > Math.max(DELAY_SECONDS_MIN, DELAY_PART_MIN * took);
  }

  private static ReplayedMode summed(
      String mode, String method, List<ReplayedDownload> each, int delayed) {
    List<Double> seconds = figures(each, ReplayedDownload::seconds);
    List<Double> waits = figures(each, ReplayedDownload::firstByteSeconds);
    List<Double> delays = figures(each, ReplayedDownload::delaySeconds);
    return new ReplayedMode(
        mode,
        method,
        new Completion(each.size(), seconds.size(), most(seconds), mean(seconds), most(waits)),
        new Delays(delayed, delayed == 0 ? 0 : Objects.requireNonNullElse(most(delays), 0.0)),
        new Agreement(null, null),
        each);
  }

  /** Returns the outcomes with their agreement with the recorded ones. */
  private ReplayedMode compared(ReplayedMode replayed) {
    List<Double> ofRecorded = new ArrayList<>();
    List<Double> here = new ArrayList<>();
    for (int i = 0; i < replayed.each().size(); i++) {
      Double was = recorded.each().get(i).seconds();
      Double is = replayed.each().get(i).seconds();
      if (was != null && is != null) {
        ofRecorded.add(was);
        here.add(is);
      }
    }
    return new ReplayedMode(
        replayed.mode(),
        replayed.method(),
        replayed.completion(),
        replayed.delays(),
        new Agreement(ratio(most(here), most(ofRecorded)), ratio(mean(here), mean(ofRecorded))),
        replayed.each());
  }

  private static @Nullable Double ratio(@Nullable Double one, @Nullable Double other) {
    return one == null || other == null || other == 0 ? null : one / other;
  }

  private static List<Double> figures(
      List<ReplayedDownload> each, Function<ReplayedDownload, @Nullable Double> figure) {
    List<Double> figures = new ArrayList<>();
    for (ReplayedDownload one : each) {
      Double value = figure.apply(one);
      if (value != null) {
        figures.add(value);
      }
    }
    return figures;
  }

  private static @Nullable Double most(List<Double> figures) {
    return figures.isEmpty() ? null : stream(figures).max().orElse(0);
  }

  private static @Nullable Double mean(List<Double> figures) {
    return figures.isEmpty() ? null : stream(figures).average().orElse(0);
  }

  private static DoubleStream stream(List<Double> figures) {
    return figures.stream().mapToDouble(Double::doubleValue);
  }
}
