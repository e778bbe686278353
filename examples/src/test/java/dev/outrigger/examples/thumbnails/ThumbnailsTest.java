package dev.outrigger.examples.thumbnails;

import static dev.outrigger.examples.thumbnails.TestPictures.decoded;
import static dev.outrigger.examples.thumbnails.TestPictures.gif;
import static dev.outrigger.examples.thumbnails.TestPictures.gifThatLies;
import static dev.outrigger.examples.thumbnails.TestPictures.jpeg;
import static dev.outrigger.examples.thumbnails.TestPictures.png;
import static dev.outrigger.examples.thumbnails.TestPictures.pngThatClaims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.examples.Await;
import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.runtime.TaskBackend;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The service, and what people send it. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class ThumbnailsTest {
  @TempDir private static Path folder;
  @Parameter TaskBackend backend;

  @SuppressWarnings("NullAway.Init")
  private static Service service;

  @BeforeParameterizedClassInvocation
  static void start(TaskBackend backend) throws Exception {
    service = Service.start(backend, folder.resolve(backend.name()));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    service.close();
  }

  @Test
  void picturesOfEachTypeBecomeAsWideAsAskedFor() throws Exception {
    for (byte[] picture :
        List.of(png(1600, 900, Color.RED), jpeg(1600, 900, Color.RED), gif(1600, 900, Color.RED))) {
      HttpResponse<byte[]> made = service.get(service.small(picture, 200));
      assertThat(made.statusCode()).isEqualTo(200);
      BufferedImage small = decoded(made.body());
      assertThat(small.getWidth()).isEqualTo(200);
      assertThat(small.getHeight()).isEqualTo(113);
      assertThat(new Color(small.getRGB(100, 50)).getRed()).isGreaterThan(250);
    }
  }

  @Test
  void aNarrowPictureKeepsItsWidth() throws Exception {
    byte[] made = service.get(service.small(png(40, 30, Color.RED), 200)).body();
    assertThat(decoded(made).getWidth()).isEqualTo(40);
  }

  @Test
  void manyUploadsAtOnceAreNotMixedUp() throws Exception {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      int side = 100 * i;
      byte[] picture = png(side, 100, Color.BLUE);
      all.add(
          CompletableFuture.runAsync(() -> {
            try {
              byte[] made = service.get(service.small(picture, 2000)).body();
              assertThat(decoded(made).getWidth()).isEqualTo(side);
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();
  }

  @Test
  void aBrokenPictureIs422() throws Exception {
    byte[] png = png(300, 300, Color.RED);
    assertProblem(service.get(service.small(Arrays.copyOf(png, 60), 100)), 422, "is broken");
    byte[] jpeg = jpeg(300, 300, Color.RED);
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length * 3 / 4);
    assertProblem(service.get(service.small(cut, 100)), 422, "is broken");
    assertRefused(service.upload(Arrays.copyOf(png, 12)), 422, "ends within its header");
  }

  @Test
  void aBombIsRefusedByItsHeaderAndNoWorkerIsAsked() throws Exception {
    long before = service.pool().submitted();
    assertRefused(service.upload(pngThatClaims(50_000, 50_000)), 422, "50000 x 50000 pixels");
    assertRefused(service.upload(pngThatClaims(-1, 5)), 422, "-1 x 5 pixels");
    assertThat(service.pool().submitted()).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder.resolve(backend.name()))) {
      assertThat(files.filter(file -> file.toString().contains("incoming"))).isEmpty();
    }
  }

  @Test
  void aPictureThatNeedsMoreMemoryThanItSaidCostsItsSenderAnError() throws Exception {
    String greedy = service.small(gifThatLies(7_999, 60_000), 2000);
    assertProblem(service.get(greedy), 422, "more memory than a thumbnail is worth");
    assertThat(service.get(service.small(png(60, 60, Color.PINK), 50)).statusCode()).isEqualTo(200);
  }

  @Test
  void aPictureThatTakesForEverIsStopped() throws Exception {
    String endless = service.small(gifThatLies(46_000, 46_000), 16);
    assertProblem(service.get(endless), 422, "takes longer than a thumbnail is worth");
  }

  @Test
  void workThatLostItsWorkerIsDoneAgain() throws Exception {
    try (Service patient = patient("again")) {
      String slow = patient.small(gifThatLies(9_000, 9_000), 16);
      CompletableFuture<HttpResponse<byte[]>> answer = patient.getLater(slow);
      patient.killTheBusyWorker();
      assertThat(answer.join().statusCode()).isEqualTo(200);
      assertThat(patient.pool().retried()).isEqualTo(1);
    }
  }

  @Test
  void workThatLosesItsWorkerTwiceIsGivenUpAndOthersNeverNotice() throws Exception {
    try (Service patient = patient("twice")) {
      String slow = patient.small(gifThatLies(45_998, 46_000), 16);
      CompletableFuture<HttpResponse<byte[]>> answer = patient.getLater(slow);
      patient.killTheBusyWorker();
      Await.until("it is tried again", () -> patient.pool().retried() == 1);
      byte[] other = png(70, 70, Color.PINK);
      assertThat(patient.get(patient.small(other, 50)).statusCode()).isEqualTo(200);
      patient.killTheBusyWorker();
      assertProblem(answer.join(), 503, "was lost; try again");
      assertThat(answer.join().headers().firstValue("Retry-After")).contains("1");
      other = png(71, 71, Color.PINK);
      assertThat(patient.get(patient.small(other, 50)).statusCode()).isEqualTo(200);
    }
  }

  /** A service that ends no work for its time: a worker's death must be what ends it. */
  private Service patient(String name) throws Exception {
    return Service.start(backend, folder.resolve(name + backend), Duration.ofMinutes(3));
  }

  @Test
  void whatIsTooLargeOrTooManyIs413() throws Exception {
    assertRefused(service.upload(new byte[(20 << 20) + 1]), 413, "longer than the 20971520 bytes");
    assertRefused(service.upload(new byte[9][10]), 413, "more than the 8 parts");
  }

  @Test
  void theContentTellsTheTypeAndNotTheName() throws Exception {
    byte[] text = "<svg onload='alert(1)'/>".getBytes(StandardCharsets.US_ASCII);
    assertRefused(service.upload(text), 415, "JPEG, PNG or GIF");
    assertRefused(service.upload(new byte[0]), 415, "JPEG, PNG or GIF");
    assertThat(service.upload(jpeg(20, 10, Color.RED)).body())
        .contains("\"type\":\"image/jpeg\",\"width\":20,\"height\":10");
  }

  @Test
  void aFormWithoutPicturesIs400() throws Exception {
    assertRefused(service.upload(), 400, "no file named picture");
  }

  @Test
  void whenTheClientLeavesTheWorkerStops() throws Exception {
    String slow = service.small(gifThatLies(45_999, 46_000), 16);
    PoolStatistics before = service.pool();
    try (Socket client =
        new Socket(InetAddress.getLoopbackAddress(), service.server().uri().getPort())) {
      String request = "GET " + slow + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      Await.until("a worker has it", () -> service.pool().busy() == 1);
    }
    Await.until("it is cancelled", () -> service.pool().cancelled() > before.cancelled());
    Await.until("no worker is at it", () -> service.pool().busy() == 0);
  }

  @Test
  void theSamePictureUploadedAgainIsServedFromTheCache() throws Exception {
    byte[] picture = png(500, 500, Color.GREEN);
    byte[] made = service.get(service.small(picture, 100)).body();
    long before = service.pool().submitted();
    long hits = service.fromStatistics("hits");
    assertThat(service.get(service.small(picture, 100)).body()).isEqualTo(made);
    assertThat(service.pool().submitted()).isEqualTo(before);
    assertThat(service.fromStatistics("hits")).isEqualTo(hits + 1);
  }

  @Test
  void clientsKeepWhatTheyHave() throws Exception {
    String small = service.small(png(300, 200, Color.CYAN), 100);
    HttpResponse<byte[]> first = service.get(small);
    assertThat(first.headers().firstValue("Cache-Control"))
        .contains("max-age=31536000, public, immutable");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> second = service.get(small, "If-None-Match", tag);
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
  }

  @Test
  void parametersAreChecked() throws Exception {
    String small = service.small(png(30, 20, Color.CYAN), 100);
    String path = small.substring(0, small.indexOf('?'));
    assertProblem(service.get(path + "?width=15"), 422, "greater than or equal to 16");
    assertProblem(service.get(path + "?width=2001"), 422, "less than or equal to 2000");
    assertProblem(service.get(path + "?width=wide"), 422, "\"name\":\"width\"");
    assertProblem(service.get(path.replaceAll("[0-9a-f]{60}", "0".repeat(60))), 404, "no picture");
    assertProblem(service.get("/pictures/../etc/thumbnail"), 404, "Nothing is at");
    assertProblem(service.get("/pictures/progress"), 422, "\"name\":\"id\"");
  }

  @Test
  void eventsTellWhenEachThumbnailIsReadyOrWhyItIsNot() throws Exception {
    List<String> ids =
        service.ids(png(90, 90, Color.RED), Arrays.copyOf(png(91, 91, Color.RED), 60));
    byte[] told = service.get("/pictures/progress?width=50&id=" + String.join("&id=", ids)).body();
    String events = new String(told, StandardCharsets.UTF_8);
    assertThat(events)
        .contains("event: ready\ndata: " + ids.get(0) + "\n")
        .contains("event: failed\ndata: " + ids.get(1) + " The picture is broken")
        .endsWith("event: done\ndata: all\n\n");
  }

  @Test
  void pagesOfOtherOriginsMayNotUpload() throws Exception {
    HttpResponse<String> refused =
        service
            .client()
            .send(
                service.form(png(9, 9, Color.RED)).header("Sec-Fetch-Site", "cross-site").build(),
                BodyHandlers.ofString());
    assertRefused(refused, 403, "another origin");
  }

  @Test
  void curlGetsThePageAndUploads() throws Exception {
    assertThat(curl(service.server().uri().toString())).contains("enctype=\"multipart/form-data\"");
    Path file = Files.write(folder.resolve("a.jpg"), jpeg(640, 480, Color.ORANGE));
    assertThat(curl("-F", "picture=@" + file, service.server().uri() + "pictures"))
        .contains("\"name\":\"a.jpg\"", "\"width\":640,\"height\":480");
    assertThat(curl(service.server().uri() + "health")).contains("\"status\":\"up\"");
  }

  private static String curl(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("curl", "-sS"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String reason) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains(reason);
  }

  private static void assertProblem(HttpResponse<byte[]> answer, int status, String reason) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(body).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(body).contains(reason);
  }
}
