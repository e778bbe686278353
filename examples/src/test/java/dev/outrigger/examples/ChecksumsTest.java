package dev.outrigger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksumsTest {
  private static final Pattern PORT = Pattern.compile("listening on port (\\d+)\n");

  @ParameterizedTest
  @EnumSource(TaskBackend.class)
  void anUploadIsAnsweredWithItsHashAndSigtermEndsTheServerInOrder(TaskBackend backend)
      throws Exception {
    byte[] upload = new byte[20_000_000];
    new Random(7).nextBytes(upload);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(upload));
    try (Program program = Program.start(backend, "Checksums", "0");
        HttpClient client = HttpClient.newHttpClient()) {
      program.says("listening on port");
      Matcher port = PORT.matcher(program.output());
      assertThat(port.find()).isTrue();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + "/"));
      HttpResponse<String> answer =
          client.send(
              request.PUT(BodyPublishers.ofByteArray(upload)).build(), BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo(hash + "\n");
      assertThat(client.send(request.GET().build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(405);
      program.signal("TERM");
      assertThat(program.endsWith(0)).contains("all uploads were answered");
    }
  }
}
