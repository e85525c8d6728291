package covey.node.report;

import com.google.common.io.Resources;
import com.google.gson.Gson;
import covey.node.compare.LinkRates;
import covey.node.compare.Results;
import covey.node.report.Chart.Section;
import covey.node.trace.FigureText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code index.html}: a single file that needs no network. */
final class Page {
  private static final Pattern BEFORE_UNIT =
      Pattern.compile("(?<=[0-9]) (?=(s|min|h|times|[KMGTP]?i?B)\\b)");
  private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z]+)}}");

  private final Results results;
  private final RunGroups comparison;
  private final List<Chart> charts;
  private final SequenceSection sequences;

  private Page(Results results, SequenceSection sequences) {
    this.sequences = sequences;
    this.results = results;
    this.comparison = RunGroups.of(results);
    this.charts = charts(results, comparison);
  }

  /** Returns the page. Throws an IOException if a resource of the program is missing. */
  static String of(Results results, SequenceSection sequences) throws IOException {
    return new Page(results, sequences).html();
  }

  /** Returns the charts, in the order of the page. */
  static List<Chart> charts(Results results, RunGroups comparison) {
    List<Chart> charts = new ArrayList<>();
    NodeCountCharts.last(comparison).ifPresent(charts::add);
    TimelineCharts.completion(comparison).ifPresent(charts::add);
    SourceChart.of(comparison).ifPresent(charts::add);
    NodeCountCharts.firstPiece(comparison).ifPresent(charts::add);
    NodeCountCharts.overhead(comparison).ifPresent(charts::add);
    charts.addAll(TimelineCharts.failures(comparison, results.sizeBytes()));
    charts.addAll(UpdateCharts.of(UpdateGroup.of(results.updates())));
    charts.addAll(TheoryCharts.of(comparison, results.simulated()));
    results.replayed().forEach(replayed -> charts.add(ReplayChart.of(replayed)));
    return List.copyOf(charts);
  }

  private String html() throws IOException {
    Map<String, String> slots =
        Map.ofEntries(
            Map.entry("style", resource("report.css") + sequences.style()),
            Map.entry("library", script(resource("echarts.min.js"))),
            Map.entry("script", script(resource("charts.js"))),
            Map.entry("data", new Gson().toJson(charts)),
            Map.entry("about", Html.text(about())),
            Map.entry("incomplete", incomplete()),
            Map.entry("verdict", verdict()),
            Map.entry("speed", section("Without a failure", figures(Section.SPEED))),
            Map.entry("failure", failures()),
            Map.entry("update", updates()),
            Map.entry("theory", section("Predictions for more nodes", figures(Section.THEORY))),
            Map.entry("replay", replay()),
            Map.entry("withoutruns", isReplay() ? " hidden" : ""),
            Map.entry("sequences", section("Messages", sequences.html())),
            Map.entry("runs", Tables.runs(comparison)),
            Map.entry("facts", facts()),
            Map.entry("licenses", licenses()));
    return SLOT.matcher(resource("template.html"))
        .replaceAll(slot -> Matcher.quoteReplacement(String.valueOf(slots.get(slot.group(1)))));
  }

  private String about() {
    if (isReplay()) {
      return ReplayTables.about(results.replayed().getFirst());
    }
    List<String> sizes =
        comparison.groups().stream()
            .map(RunGroup::nodes)
            .distinct()
            .sorted()
            .map(n -> "" + n)
            .toList();
    return sizes.isEmpty()
        ? "No runs were made."
        : "%s fetched by %s %s at the same time; %s with real nodes."
            .formatted(
                Wording.bytes((double) results.sizeBytes()),
                Wording.all(sizes),
                sizes.equals(List.of("1")) ? "node" : "nodes",
                FigureText.count(results.runs().size(), "run"));
  }

  private String incomplete() {
    return results.isComplete()
        ? ""
        : "<p class=\"warning\">This comparison ended before all runs were made: some modes,"
            + " numbers of nodes or repeats are missing.</p>";
  }

  private String verdict() {
    return Verdict.of(results).stream()
        .map(sentence -> "<p>" + Html.text(unbroken(sentence)) + "</p>")
        .collect(Collectors.joining("\n"));
  }

  /** Returns a sentence in which numbers are not separated from their units. */
  private static String unbroken(String sentence) {
    return BEFORE_UNIT.matcher(sentence).replaceAll("\u00a0");
  }

  private String figures(Section section) {
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < charts.size(); i++) {
      Chart chart = charts.get(i);
      if (chart.section() == section) {
        String title = Html.text(chart.title());
        html.append("<figure>\n<h3>").append(title).append("</h3>\n<figcaption>");
        html.append(Html.text(chart.caption())).append("</figcaption>\n<div class=\"chart\" role=");
        html.append("\"img\" data-chart=\"").append(i).append("\" aria-label=\"").append(title);
        html.append("\"></div>\n</figure>\n");
      }
    }
    return html.toString();
  }

  private String failures() {
    return comparison.failed().isEmpty()
        ? ""
        : section(
            "With a failure",
            figures(Section.FAILURE) + "<h3>Failures</h3>\n" + Tables.failures(comparison));
  }

  private boolean isReplay() {
    return results.runs().isEmpty() && !results.replayed().isEmpty();
  }

  private String replay() {
    return results.replayed().stream()
        .map(replayed -> figures(Section.REPLAY) + ReplayTables.html(replayed))
        .map(content -> section("The recording, in other modes", content))
        .collect(Collectors.joining());
  }

  private String updates() {
    return results.updates().isEmpty()
        ? ""
        : section(
            "Updates of a changed folder",
            figures(Section.UPDATE)
                + "<h3>Updates</h3>\n"
                + UpdateTable.html(UpdateGroup.of(results.updates())));
  }

  private static String section(String heading, String content) {
    return content.isEmpty()
        ? ""
        : "<section>\n<h2>" + Html.text(heading) + "</h2>\n" + content + "</section>\n";
  }

  private String facts() {
    LinkRates links = results.links();
    if (isReplay()) {
      return Html.facts(
          List.of(
              List.of("Command", results.provenance().command()),
              List.of("Covey", results.provenance().version()),
              List.of("Machine", results.provenance().machine()),
              List.of("Recorded", results.replayed().getFirst().recording().recordedAt()),
              List.of("Replayed", results.provenance().startedAt())));
    }
    return Html.facts(
        List.of(
            List.of("Command", results.provenance().command()),
            List.of("Covey", results.provenance().version()),
            List.of("Machine", results.provenance().machine()),
            List.of("Started", results.provenance().startedAt()),
            List.of("Fetched", Wording.bytes((double) results.sizeBytes())),
            List.of("Uplink of a node", uplinks(links)),
            List.of("Uplink of the server or publisher", limit(links.serverUpBytesPerSecond())),
            List.of("Downlink of a node", limit(links.downBytesPerSecond())),
            List.of("One-way latency", latency(links.latencySeconds()))));
  }

  private static String uplinks(LinkRates links) {
    List<String> ups = links.upsBytesPerSecond().stream().map(Page::limit).toList();
    return ups.isEmpty() ? limit(links.upBytesPerSecond()) : Wording.all(ups) + ", in turn";
  }

  private static String limit(long bytesPerSecond) {
    return bytesPerSecond == 0 ? "no limit" : Wording.rate((double) bytesPerSecond);
  }

  private static String latency(double seconds) {
    return seconds == 0
        ? "that of this machine"
        : Wording.decimals(seconds * 1000, 1) + " ms more than that of this machine";
  }

  /** The notice and licenses of the charts' library, which goes with every copy of the page. */
  private static String licenses() throws IOException {
    StringBuilder html = new StringBuilder();
    for (String name : List.of("NOTICE", "LICENSE", "LICENSE-zrender", "LICENSE-d3")) {
      String text = resource("/META-INF/licenses/echarts/" + name).strip();
      html.append("<pre>").append(Html.text(text)).append("</pre>\n");
    }
    return html.toString();
  }

  /** Escapes end tags, which would end the script element. */
  private static String script(String text) {
    return text.replace("</script", "<\\/script");
  }

  private static String resource(String name) throws IOException {
    return Resources.toString(Resources.getResource(Page.class, name), StandardCharsets.UTF_8);
  }
}
