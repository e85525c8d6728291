package covey.node.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.trace.Direction;
import covey.node.trace.Trace;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class WritersTest {
  private static final String HOSTILE =
      "<script>alert(1)</script>\n!include /etc/passwd\u202e %load_json(\"http://x/\") [[http://x]]"
          + " &amp; end; #1; --gone-- \u0000";

  @Test
  void plantUml() {
    assertThat(PlantUml.of(Diagram.of(SampleTrace.download())))
        .isEqualTo(
            """
            @startuml
            title A download
            participant "tracker\\n192.0.2.9:7400" as p0
            participant "this node\\naaaaaaaa\\n192.0.2.1:7410" as p1
            participant "peer peernode\\n192.0.2.2:2" as p2
            p1 -> p0 : Lookup: share mfrgg (0.001 s)
            p0 --> p1 : LookedUp: 1 provider, 1 complete (0.002 s)
            p1 -> p2 : Hello: dials (0.010 s)
            p2 -> p1 : Block \u00d7 128, 2.0 MiB (0.310\u20131.199 s)
            p1 -> p2 : Have \u00d7 128, 256 pieces (0.310\u20131.199 s)
            note over p1 : the tracker does not answer (1.500 s)
            p2 -> p1 : Block, 100 B (1.600 s)
            p2 -> p1 : Connection ends: without Goodbye (1.700 s)
            p1 ->x p2 : Dial: connection refused (1.800 s)
            footer Recorded from 2026-11-26T08:00:00.123Z, which is second 0: 262 messages, 2.0 MiB \
            of payload, in 9 rows. Not drawn: 128 Ping or Pong messages.
            @enduml
            """);
  }

  @Test
  void mermaid() {
    assertThat(Mermaid.of(Diagram.of(SampleTrace.download())))
        .isEqualTo(
            """
            sequenceDiagram
              title A download
              participant p0 as tracker<br/>192.0.2.9:7400
              participant p1 as this node<br/>aaaaaaaa<br/>192.0.2.1:7410
              participant p2 as peer peernode<br/>192.0.2.2:2
              p1->>p0: Lookup: share mfrgg (0.001 s)
              p0-->>p1: LookedUp: 1 provider, 1 complete (0.002 s)
              p1->>p2: Hello: dials (0.010 s)
              p2->>p1: Block \u00d7 128, 2.0 MiB (0.310\u20131.199 s)
              p1->>p2: Have \u00d7 128, 256 pieces (0.310\u20131.199 s)
              Note over p1: the tracker does not answer (1.500 s)
              p2->>p1: Block, 100 B (1.600 s)
              p2->>p1: Connection ends: without Goodbye (1.700 s)
              p1-xp2: Dial: connection refused (1.800 s)
              %% Recorded from 2026-11-26T08:00:00.123Z, which is second 0: 262 messages, 2.0 MiB \
            of payload, in 9 rows.
              %% Not drawn: 128 Ping or Pong messages.
            """);
  }

  @Test
  void drawingHasEveryLifelineTwiceAndEveryArrowOnce() throws Exception {
    Document drawing = parsed(Svg.file(Diagram.of(SampleTrace.download())));

    assertThat(withClass(drawing, "rect", "head")).isEqualTo(6);
    assertThat(withClass(drawing, "path", "tip")).as("all but the lost one").isEqualTo(7);
    assertThat(withClass(drawing, "rect", "note")).isEqualTo(1);
    assertThat(drawing.getDocumentElement().getTextContent())
        .contains("0.310\u20131.199 s", "Block \u00d7 128, 2.0 MiB");
  }

  @Test
  void namesFromTheNetworkAreEscaped() throws Exception {
    Trace recording =
        new SampleTrace(1)
            .call(2, HOSTILE)
            .say(0, Direction.RECEIVED, 2, "Goodbye", HOSTILE)
            .say(1, Direction.NOTE, 0, "Note", HOSTILE)
            .say(2, Direction.RECEIVED, 2, HOSTILE, "")
            .recording(HOSTILE);
    Diagram diagram = Diagram.of(recording);

    Document drawing = parsed(Svg.file(diagram));
    assertThat(drawing.getElementsByTagName("script").getLength()).isZero();
    assertThat(drawing.getDocumentElement().getTextContent())
        .contains("<script>alert(1)</script>?");
    String plantUml = PlantUml.of(diagram);
    assertThat(plantUml.lines()).noneMatch(line -> line.startsWith("!"));
    assertThat(plantUml.replaceAll("<U\\+[0-9A-F]{4}>", ""))
        .doesNotContain("%", "<", "[", "!", "\u202e", "--gone--");
    String mermaid = Mermaid.of(diagram);
    assertThat(mermaid.lines()).hasSize(8);
    assertThat(mermaid.replace("<br/>", "").replaceAll("#[0-9]+;", ""))
        .doesNotContain("<", ";", "#", "&", "\u202e", " end");
  }

  private static long withClass(Document drawing, String element, String style) {
    NodeList all = drawing.getElementsByTagName(element);
    long count = 0;
    for (int i = 0; i < all.getLength(); i++) {
      String given = all.item(i).getAttributes().getNamedItem("class").getNodeValue();
      count += given.equals(style) || given.startsWith(style + " ") ? 1 : 0;
    }
    return count;
  }

  private static Document parsed(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    try {
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
