package dev.outrigger.http.unsent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.Stall;
import dev.outrigger.runtime.TaskBackend;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
@Timeout(60)
class UnsentTest {
  private static final int BLOCK = 16 * 1024;
  // What we keep, what the kernel keeps, what it rounds up, and what the client's kernel keeps.
  private static final long BOUND = (64 + 128 + 128 + 64) * 1024;

  /** Without the bound it would take over 2 MiB. */
  @Test
  void theKernelTakesLittleForAClientThatDoesNotRead() throws Exception {
    AtomicLong written = new AtomicLong();
    byte[] block = new byte[BLOCK];
    try (Served served =
            Served.by(
                TaskBackend.LOOP_CARRIED,
                _ ->
                    HttpResponse.stream(
                        200,
                        "",
                        out -> {
                          while (true) {
                            out.write(block);
                            written.addAndGet(BLOCK);
                          }
                        }));
        Socket client = new Socket()) {
      client.setReceiveBufferSize(4096);
      client.connect(served.server().address());
      client.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(US_ASCII));
      assertThat(Stall.of(written::get)).isLessThan(BOUND);
    }
  }
}
