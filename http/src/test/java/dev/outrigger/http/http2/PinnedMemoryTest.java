package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.DirectMemory;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few unread bytes between many that are read keep no read buffers. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class PinnedMemoryTest {
  private static final int ROUNDS = 200;
  private static final byte[] FILLER = new byte[16 * 1024];

  private final CountDownLatch mayEnd = new CountDownLatch(1);

  private HttpResponse handle(HttpRequest request) throws Exception {
    if (request.path().equals("/hold")) {
      mayEnd.await();
    }
    return HttpResponse.text(200, "" + request.body().bytes(1 << 30).length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1024})
  void bytesOfABody(int held) throws Exception {
    try (Served served = Served.by(TaskBackend.LOOP_CARRIED, this::handle);
        Http2Client client = Http2Client.greeted(served)) {
      expectLittleHeld(client.post(1, "/hold").post(3, "/read"), held);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1024})
  void bytesOfATunnelThatIsNotAccepted(int held) throws Exception {
    try (Served served = Served.by(TaskBackend.LOOP_CARRIED, this::handle);
        Http2Client client = Http2Client.greeted(served)) {
      client.request(1, false, "CONNECT", "/hold", ":protocol", "parrot");
      expectLittleHeld(client.post(3, "/read"), held);
    }
  }

  private void expectLittleHeld(Http2Client client, int held) throws IOException {
    client.await(Http2Client.WINDOW_UPDATE, 0);
    long before = DirectMemory.used();
    int given = 0;
    for (int i = 0; i < ROUNDS; i++) {
      client.data(1, false, new byte[held]);
      for (int j = 0; j < 3; j++) {
        client.data(3, false, FILLER);
      }
      // What is read is given back by and by, half a window at a time.
      if ((i + 1) * 3 * FILLER.length - given > Codec.STREAM_WINDOW * 3 / 4) {
        Http2Client.Frame more = client.await(Http2Client.WINDOW_UPDATE, 3);
        given += ByteBuffer.wrap(more.payload()).getInt();
      }
    }
    assertThat(client.data(3, true, "").answer(3).body())
        .isEqualTo("" + ROUNDS * 3 * FILLER.length);
    assertThat(DirectMemory.used() - before).isLessThan(4L << 20);
    mayEnd.countDown();
  }
}
