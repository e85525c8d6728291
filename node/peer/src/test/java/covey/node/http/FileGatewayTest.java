package covey.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.node.runtime.ApiToken;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a share, asked over loopback. */
class FileGatewayTest {
  private static final String SONG = "/api/v1/shares/album/files/cd%201/s%C3%B6ng.mp3";

  private final FakeNode node = new FakeNode();
  private HttpApi api;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    ApiToken token = ApiToken.random(new SecureRandom());
    api = HttpApi.start(node, HostAndPort.fromString("127.0.0.1:0"), token);
    client = new Client(api.address(), token.reveal());
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
    assertThat(node.openFiles).as("files left open").hasValue(0);
  }

  @Test
  void wholeFileComesAsAnAttachmentOfNoType() throws Exception {
    HttpResponse<byte[]> response = client.send(client.to(SONG));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(FakeNode.SONG);
    assertThat(header(response, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(response, "Content-Disposition"))
        .isEqualTo("attachment; filename*=UTF-8''s%C3%B6ng.mp3");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=2-4,bytes 2-4/10,234",
    "bytes=7-,bytes 7-9/10,789",
    "bytes=-2,bytes 8-9/10,89",
    "bytes=0-999,bytes 0-9/10,0123456789",
    "bytes=-999,bytes 0-9/10,0123456789",
    "BYTES=9-9,bytes 9-9/10,9"
  })
  void rangeIsHonoured(String range, String contentRange, String body) throws Exception {
    HttpResponse<byte[]> response = client.send(client.to(SONG).header("Range", range));

    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(header(response, "Content-Range")).isEqualTo(contentRange);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0"})
  void rangeOutsideTheFileIsAProblem(String range) throws Exception {
    HttpResponse<byte[]> response = client.send(client.to(SONG).header("Range", range));

    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(header(response, "Content-Range")).isEqualTo("bytes */10");
    assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,3-4",
        "bytes=4-2",
        "pieces=0-1",
        "bytes=x-",
        "bytes=-",
        "bytes=99999999999999999999-"
      })
  void whatIsNoSingleRangeIsIgnored(String range) throws Exception {
    assertThat(client.send(client.to(SONG).header("Range", range)).statusCode()).isEqualTo(200);
  }

  @Test
  void rangeOfAnotherVersionIsIgnored() throws Exception {
    String etag = header(client.send(client.to(SONG)), "ETag");
    var request = client.to(SONG).header("Range", "bytes=0-1");

    assertThat(client.send(request.copy().header("If-Range", etag)).statusCode()).isEqualTo(206);
    assertThat(client.send(request.copy().header("If-Range", "\"old\"")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void headHasTheLengthWithoutTheBytes() throws Exception {
    HttpResponse<byte[]> response = client.send(client.to(SONG).HEAD());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Length")).isEqualTo("10");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void largeFileArrivesWholeAndInPart() throws Exception {
    String path = "/api/v1/shares/album/files/large";

    assertThat(client.send(client.to(path)).body()).isEqualTo(FakeNode.large());
    assertThat(client.send(client.to(path).header("Range", "bytes=5-600000")).body())
        .isEqualTo(Arrays.copyOfRange(FakeNode.large(), 5, 600_001));
  }

  @Test
  void emptyFileHasNoBytes() throws Exception {
    HttpResponse<byte[]> response = client.send(client.to("/api/v1/shares/album/files/empty"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void bytesThatNeverComeAreAProblemAndNotHalfAnAnswer() throws Exception {
    HttpResponse<String> response = client.get("/api/v1/shares/album/files/late");

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(Client.object(response).get("exitCode").getAsInt()).isEqualTo(6);
  }

  @Test
  void unknownFileIsNotFound() throws Exception {
    assertThat(client.get("/api/v1/shares/album/files/nothing").statusCode()).isEqualTo(404);
    assertThat(client.get("/api/v1/shares/nothing/files/empty").statusCode()).isEqualTo(404);
    assertThat(client.command("PUT", SONG, "").statusCode()).isEqualTo(405);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
