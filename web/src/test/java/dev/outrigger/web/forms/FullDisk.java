package dev.outrigger.web.forms;

import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A program that takes uploads, to be run where files can't become long. */
public final class FullDisk {
  private FullDisk() {}

  /** Sends a long file, then a short one. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    try (TestClient client =
        TestClient.of(app -> {
          app.withoutPool();
          app.post(
              "/up",
              request ->
                  request
                      .multipart(Uploads.defaults().withDirectory(folder))
                      .file("file")
                      .orElseThrow()
                      .size());
        })) {
      TestResponse refusal = client.send(upload(20 << 20));
      IO.println(refusal.status() + " " + refusal.json().get("title").asString());
      try (Stream<Path> left = Files.list(folder)) {
        IO.println(left.count() + " files left");
      }
      TestResponse taken = client.send(upload(100_000));
      IO.println(taken.status() + " " + taken.text());
    }
  }

  private static TestRequest upload(int length) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(ascii("--b\r\nContent-Disposition: form-data; name=file; filename=f\r\n\r\n"));
    body.writeBytes(new byte[length]);
    body.writeBytes(ascii("\r\n--b--\r\n"));
    return TestRequest.post("/up").body("multipart/form-data; boundary=b", body.toByteArray());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
