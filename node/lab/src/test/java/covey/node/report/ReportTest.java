package covey.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.Resources;
import com.google.gson.JsonParser;
import covey.node.compare.Results;
import covey.node.compare.RunResult;
import covey.node.trace.Direction;
import covey.node.trace.Event;
import covey.node.trace.MessageTotals;
import covey.node.trace.Party;
import covey.node.trace.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final String NASTY = "</script><img src=x onerror=alert(1)>\"'&\u2028{{data}}";

  @TempDir Path dir;

  private String page(Results results) throws IOException {
    Report.write(dir, results);
    return Files.readString(dir.resolve("index.html"));
  }

  /**
   * Returns the page without the chart library, which contains elements in strings; the policy
   * prevents it from loading anything.
   */
  private String ownPage(Results results) throws IOException {
    String library =
        Resources.toString(
            Resources.getResource(Report.class, "echarts.min.js"), StandardCharsets.UTF_8);
    String page = page(results);
    assertThat(page.contains(library)).isTrue();
    return page.replace(library, "");
  }

  private static String data(String page) {
    Matcher matcher =
        Pattern.compile(
                "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
            .matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @Test
  void writesPageTableAndDocument() throws IOException {
    String page = page(SampleResults.whole());
    assertThat(ResultsFile.read(dir.resolve("results.json"))).isEqualTo(SampleResults.whole());
    assertThat(Files.readAllLines(dir.resolve("results.csv"))).hasSize(50);
    assertThat(page).contains("Verdict").contains("tracker and p2p are fastest");
    assertThat(page).doesNotContain("{{verdict").contains("With a failure");
    assertThat(JsonParser.parseString(data(page)).getAsJsonArray()).hasSize(9);
    assertThat(page.split("<figure>", -1)).hasSize(10);
    try (var files = Files.list(dir)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void recordingsInTheFolderAreDrawn() throws IOException {
    Party node = new Party(0, "aaaaaaaaaaaa", "127.0.0.1:7410", List.of(), "node <1>");
    Party peer = new Party(1, "bbbbbbbbbbbb", "127.0.0.1:7411", List.of(), "publisher");
    Event block =
        new Event(0.5, 0.5, Direction.RECEIVED, 1, "Block", "", new MessageTotals(1, 4096, 0));
    Trace recording =
        new Trace("p2p & more", "2026-11-26T08:00:00Z", List.of(node, peer), List.of(block), 0);
    SequenceSection.store(dir, Map.of("01-p2p", recording));

    String page = page(SampleResults.whole());

    assertThat(page).contains("Messages", "p2p &amp; more", "node &lt;1&gt;", "Block, 4.0 KiB");
    assertThat(page).contains("href=\"sequence-01-p2p.puml\"", "<svg ");
    assertThat(dir.resolve("sequence-01-p2p.puml")).content().contains("p1 -> p0 : Block, 4.0 KiB");
    assertThat(dir.resolve("sequence-01-p2p.svg")).isNotEmptyFile();
    assertThat(dir.resolve("sequence-01-p2p.mmd")).isNotEmptyFile();
  }

  @Test
  void pageLoadsNothing() throws IOException {
    String page = ownPage(SampleResults.whole());
    assertThat(page).contains("default-src 'none'");
    assertThat(page).doesNotContainPattern("<(script|img|iframe|link)[^>]*\\s(src|href)=");
    assertThat(page).doesNotContainPattern("(src|href)=[\"']?(https?:)?//");
    assertThat(page).doesNotContainPattern("url\\([\"']?(https?:)?//").doesNotContain("@import");
  }

  @Test
  void theChartsAreDrawnByTheLibraryAsSvg() throws IOException {
    assertThat(page(SampleResults.whole()))
        .contains("Licensed to the Apache Software Foundation")
        .contains("renderer: 'svg'")
        .contains("prefers-color-scheme: dark");
  }

  @Test
  void theLibrarysNoticeAndLicensesGoWithThePage() throws IOException {
    assertThat(ownPage(SampleResults.whole()))
        .contains("Copyright 2017-2025 The Apache Software Foundation")
        .contains("Apache License")
        .contains("Copyright (c) 2017, Baidu Inc.")
        .contains("Copyright 2010-2016 Mike Bostock");
  }

  @Test
  void textOfResultsIsEscaped() throws IOException {
    RunResult failed = SampleResults.small("p2p", 2, NASTY, 12.0);
    RunResult other = SampleResults.small(NASTY, 2, "", 10.0);
    Results results =
        new Results(
            new Results.Provenance(NASTY, NASTY, NASTY, NASTY, false),
            new Results.Workload(SampleResults.LINKS, SampleResults.SIZE),
            List.of(other, failed, SampleResults.small("p2p", 2, "", 10.0)),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    String page = ownPage(results);
    assertThat(page).doesNotContain("<img").doesNotContain("\u2028{{data}}</script");
    assertThat(page.split("</script>", -1)).hasSize(4);
    assertThat(data(page)).doesNotContain("<").doesNotContain("\u2028").contains("\\u2028");
    assertThat(JsonParser.parseString(data(page)).toString()).contains("onerror");
    assertThat(page).contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
    assertThat(page).contains("ended before all runs were made");
  }

  @Test
  void noRunsMakeAPageWithoutCharts() throws IOException {
    assertThat(page(SampleResults.of(List.of(), List.of()))).doesNotContain("<figure>");
    assertThat(Files.readAllLines(dir.resolve("results.csv"))).hasSize(1);
  }

  @Test
  void figuresMissingInOlderVersionsAreLeftOut() throws IOException {
    Path file = dir.resolve("results.json");
    ResultsFile.write(
        file, SampleResults.of(List.of(SampleResults.small("p2p", 2, "", 10.0)), List.of()));
    String counted = "\"controlBytes\":134217,\"directoryRequests\":8,\"refusals\":0,";
    String text = Files.readString(file);
    assertThat(text).contains(counted);
    Files.writeString(file, text.replace(counted, ""));

    Results old = ResultsFile.read(file);

    assertThat(old.runs().getFirst().cost().controlBytes()).isNull();
    assertThat(page(old)).doesNotContain("control traffic").doesNotContain("was refused");
    assertThat(Csv.of(RunResult.class, old.runs())).endsWith(",314572800,,,\r\n");
  }

  @Test
  void tablesHaveTheEffectOfAFailure() throws IOException {
    String page = page(SampleResults.whole());
    assertThat(page).contains("<td>server@50%</td>").contains("Delay, s");
    assertThat(page).contains("<td class=\"figure\">0 of 16</td>");
  }

  @Test
  void csvFollowsRfc4180() {
    RunResult run = SampleResults.broken("p2p", 2, "a,\"b\"\r\nc", 0);
    String[] lines = Csv.of(RunResult.class, List.of(run)).split("\r\n", 2);
    assertThat(lines[0])
        .isEqualTo(
            "mode,nodes,repeat,failure,failedAtSeconds,lastSeconds,meanSeconds,firstByteSeconds,"
                + "boundSeconds,completed,serverBytes,publisherBytes,peerBytes,seedCopies,"
                + "duplicateBytes,rejectedBytes,longestGapSeconds,cpuSeconds,memoryBytes,"
                + "controlBytes,directoryRequests,refusals");
    assertThat(lines[1])
        .isEqualTo(
            "p2p,2,1,\"a,\"\"b\"\"\r\nc\",5.0,,,1.0,10.0,0,0,67108864,67108864,1.0,0,0,0.5,2.0,"
                + "314572800,134217,8,0\r\n");
  }
}
