package dev.outrigger.web.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.files.RawServer.Answer;
import dev.outrigger.web.headers.MediaType;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes in memory that clients may have already. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class ContentTest {
  private static final Content TABLE =
      Content.of(MediaType.CSV, "a;b\n1;2\n".getBytes(StandardCharsets.UTF_8));

  @Parameter private TaskBackend backend;

  private RawServer serve(Content content) throws Exception {
    return RawServer.start(backend, app -> app.get("/it", content::answer));
  }

  @Test
  void itHasATagThatItsBytesAlwaysHave() throws Exception {
    try (RawServer server = serve(TABLE.downloadAs("table.csv"))) {
      Answer answer = server.get("/it");
      assertThat(answer.text()).isEqualTo("a;b\n1;2\n");
      assertThat(answer.header("ETag")).contains(TABLE.tag().toString());
      assertThat(answer.header("Content-Disposition"))
          .contains("attachment; filename=\"table.csv\"");
      assertThat(server.get("/it", "If-None-Match: " + TABLE.tag()).status()).isEqualTo(304);
      assertThat(server.get("/it", "Range: bytes=4-6").text()).isEqualTo("1;2");
    }
  }

  @Test
  void itMayHaveADate() throws Exception {
    Instant noon = Instant.parse("2024-01-01T12:00:00Z");
    try (RawServer server = serve(TABLE.modified(noon))) {
      Answer answer = server.get("/it", "If-Modified-Since: Mon, 01 Jan 2024 12:00:00 GMT");
      assertThat(answer.status()).isEqualTo(304);
    }
  }

  @Test
  void aLargePartIsSentToo() throws Exception {
    byte[] large = new byte[1_000_000];
    try (RawServer server = serve(Content.of(MediaType.OCTET_STREAM, large))) {
      Answer part = server.get("/it", "Range: bytes=1-");
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.body()).hasSize(999_999);
    }
  }

  @Test
  void aResourceIsFoundBesideItsClass() throws Exception {
    try (RawServer server = serve(Content.ofResource(ContentTest.class, "ContentTest.class"))) {
      Answer answer = server.get("/it");
      assertThat(answer.header("Content-Type")).contains("application/octet-stream");
      assertThat(answer.body()).startsWith(0xca, 0xfe, 0xba, 0xbe);
    }
    assertThatThrownBy(() -> Content.ofResource(ContentTest.class, "nowhere"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("No resource \"nowhere\" beside " + ContentTest.class.getName());
  }
}
