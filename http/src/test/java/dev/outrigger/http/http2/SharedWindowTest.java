package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies of one connection that share its window. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class SharedWindowTest {
  private static final byte[] FRAME = new byte[16 * 1024];
  private static final String WHOLE = "" + Codec.STREAM_WINDOW;
  // So many unread bodies take a connection's window, a whole loop's, and what is left then.
  private static final int ALL_OF_A_CONNECTION = 4;
  private static final int MOST_OF_A_LOOP = 64;
  private static final int REST_OF_A_LOOP = 8;

  private final TaskBackend backend;
  private final CountDownLatch mayRead = new CountDownLatch(1);

  SharedWindowTest(TaskBackend backend) {
    this.backend = backend;
  }

  private HttpResponse handle(HttpRequest request) throws Exception {
    if (request.path().equals("/later")) {
      mayRead.await();
    }
    return HttpResponse.text(200, "" + request.body().bytes().length);
  }

  /** A client that sends bodies as the connection's window allows. */
  private static final class Uploads {
    private final Http2Client client;
    private int room = 65_535;
    private int stream = -1;

    Uploads(Http2Client client) {
      this.client = client;
    }

    /** Sends bodies as long as a stream's window; the number of the last stream. */
    int post(String path, int count) throws IOException {
      for (int i = 0; i < count; i++) {
        stream += 2;
        client.post(stream, path);
        for (int left = Codec.STREAM_WINDOW; left > 0; left -= FRAME.length) {
          while (room < FRAME.length) {
            awaitRoom();
          }
          client.data(stream, left == FRAME.length, FRAME);
          room -= FRAME.length;
        }
      }
      return stream;
    }

    void awaitRoom() throws IOException {
      Http2Client.Frame more = client.await(Http2Client.WINDOW_UPDATE, 0);
      room += ByteBuffer.wrap(more.payload()).getInt();
    }

    /** What may still be sent, with all that the server has said before it answers this. */
    int room() throws IOException {
      client.frame(Http2Client.PING, 0, 0, new byte[8]);
      while (true) {
        Http2Client.Frame next =
            client.await(frame ->
                frame.type() == Http2Client.PING
                    || (frame.type() == Http2Client.WINDOW_UPDATE && frame.stream() == 0));
        if (next.type() == Http2Client.PING) {
          return room;
        }
        room += ByteBuffer.wrap(next.payload()).getInt();
      }
    }
  }

  @Test
  void bodiesThatNobodyReadsHoldUpNoOthers() throws Exception {
    try (Served served = Served.by(backend, this::handle);
        Http2Client client = Http2Client.greeted(served)) {
      Uploads uploads = new Uploads(client);
      uploads.post("/later", 5 * ALL_OF_A_CONNECTION);
      assertThat(client.answer(uploads.post("/now", 1)).body()).isEqualTo(WHOLE);
      mayRead.countDown();
    }
  }

  @Test
  void aWindowThatHasGrownIsSmallAgainOnceAllIsRead() throws Exception {
    try (Served served = Served.by(backend, this::handle);
        Http2Client client = Http2Client.greeted(served)) {
      Uploads uploads = new Uploads(client);
      int last = uploads.post("/later", 3 * ALL_OF_A_CONNECTION);
      mayRead.countDown();
      for (int stream = 1; stream <= last; stream += 2) {
        assertThat(client.answer(stream).body()).isEqualTo(WHOLE);
      }
      for (int i = 0; i < 5 * ALL_OF_A_CONNECTION; i++) {
        assertThat(client.answer(uploads.post("/now", 1)).body()).isEqualTo(WHOLE);
      }
      assertThat(uploads.room()).isBetween(Window.LEAST / 2, Window.LEAST);
    }
  }

  private static void takeMostOfALoop(Http2Client client) throws IOException {
    Uploads uploads = new Uploads(client);
    uploads.post("/later", MOST_OF_A_LOOP);
    // The server has seen them all.
    assertThat(uploads.room()).isPositive();
  }

  @Test
  void whatTheConnectionsOfALoopHoldUnreadIsBounded() throws Exception {
    try (Served served = Served.by(backend, this::handle);
        Http2Client client = Http2Client.greeted(served)) {
      Uploads uploads = new Uploads(client);
      try (Http2Client greedy = Http2Client.greeted(served)) {
        takeMostOfALoop(greedy);
        uploads.post("/later", REST_OF_A_LOOP);
        assertThat(uploads.room()).isZero();
      }
      // It is gone, so there is room for others.
      assertThat(client.answer(uploads.post("/now", 1)).body()).isEqualTo(WHOLE);
      mayRead.countDown();
    }
  }

  @Test
  void aBodyThatHasNoRoomIsNotCalledSlow() throws Exception {
    Limits hasty = Limits.defaults().withBodyRate(10_000, Duration.ofMillis(500));
    try (Served served = Served.by(backend, hasty, this::handle);
        Http2Client greedy = Http2Client.greeted(served);
        Http2Client client = Http2Client.greeted(served);
        RawClient slow = served.client()) {
      takeMostOfALoop(greedy);
      int last = new Uploads(client).post("/later", REST_OF_A_LOOP);
      client.post(last + 2, "/now");
      // One that could send and does not, so that we know that the time is up.
      assertThat(slow.post("/now", 10).read().status()).isEqualTo(408);
      client.get(last + 4, "/now");
      assertThat(client.await(Http2Client.HEADERS).stream()).isEqualTo(last + 4);
      mayRead.countDown();
    }
  }
}
