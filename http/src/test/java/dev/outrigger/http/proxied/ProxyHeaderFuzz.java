package dev.outrigger.http.proxied;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A target for Jazzer: whatever comes where a PROXY header is expected. Not in the ordinary build:
 * {@code ./outrigger fuzz} runs it for a while. What it finds becomes one of {@link ProxyHeaders}.
 */
class ProxyHeaderFuzz {
  static Stream<byte[]> headers() {
    return ProxyHeaders.some();
  }

  @MethodSource("headers")
  @FuzzTest
  void fuzzProxyHeaders(byte[] bytes) {
    ProxyHeaders.check(bytes);
  }
}
