package dev.outrigger.http.http1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Targets for Jazzer, which changes the corpus along the branches that the parser takes. Not in the
 * ordinary build: {@code ./outrigger fuzz} runs each for a while. What it finds gets a file in the
 * corpus.
 */
class ParsingFuzz {
  static Stream<byte[]> requests() {
    return Parsing.requests();
  }

  static Stream<byte[]> bodies() {
    return Parsing.bodies();
  }

  static Stream<byte[]> targetsAndHosts() {
    return Parsing.targetsAndHosts();
  }

  @MethodSource("requests")
  @FuzzTest
  void fuzzRequests(byte[] bytes) {
    Parsing.checkRequest(bytes);
  }

  @MethodSource("bodies")
  @FuzzTest
  void fuzzBodies(byte[] bytes) {
    Parsing.checkBody(bytes);
  }

  @MethodSource("targetsAndHosts")
  @FuzzTest
  void fuzzTargetsAndHosts(byte[] bytes) {
    Parsing.checkTargetAndHost(bytes);
  }
}
