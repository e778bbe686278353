package dev.outrigger.http.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.Limits;
import dev.outrigger.http.NoLeaks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The targets of {@link ParsingFuzz} with the corpus, and with as many changes of it as fit in. */
@ExtendWith(NoLeaks.class)
class ParsingTest {
  private static final int CHANGES = 1000;
  // A failure names it; put it here to see the same again.
  private static final long SEED = System.nanoTime();

  @Test
  void requestsAreTakenByBothParsersOrNeither() {
    checkAll(Parsing.requests(), Parsing::checkRequest);
  }

  @Test
  void bodiesAreTakenByBothParsersOrNeither() {
    checkAll(Parsing.bodies(), Parsing::checkBody);
  }

  @Test
  void targetsAndHostsAreTakenByBothParsersOrNeither() {
    checkAll(Parsing.targetsAndHosts(), Parsing::checkTargetAndHost);
  }

  @Test
  void aLineOrHeaderAsLongAsAllowedIsTakenHoweverItIsCut() {
    for (String name : List.of("valid/long-target", "valid/long-field")) {
      byte[] bytes =
          CorpusFile.all().stream().filter(f -> f.name().equals(name)).findFirst().get().bytes();
      for (int cut = bytes.length - 40; cut < bytes.length; cut++) {
        Decoded decoded = Decoded.of(bytes, Limits.defaults(), cut);
        assertThat(decoded.messages()).as("%s cut at %d", name, cut).hasSize(1);
      }
    }
  }

  private static void checkAll(Stream<byte[]> inputs, Consumer<byte[]> check) {
    List<byte[]> corpus = inputs.toList();
    corpus.forEach(bytes -> check(bytes, check));
    List<byte[]> shorts = corpus.stream().filter(bytes -> bytes.length < 500).toList();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < CHANGES; i++) {
      check(Parsing.mutated(shorts.get(random.nextInt(shorts.size())), random), check);
    }
  }

  private static void check(byte[] bytes, Consumer<byte[]> check) {
    try {
      check.accept(bytes);
    } catch (Throwable e) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      throw new AssertionError(
          "seed " + SEED + ", of\n" + text.replace("\r", "\\r").replace("\0", "\\0"), e);
    }
  }
}
