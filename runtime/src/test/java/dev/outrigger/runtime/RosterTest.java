package dev.outrigger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RosterTest {

  @Test
  void manyComeAndGoAndExactlyThoseWhoAreInAreFound() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Roster<String> roster = new Roster<>();
    Map<Integer, String> in = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      if (in.isEmpty() || random.nextInt(3) > 0) {
        String newcomer = "guest " + i;
        in.put(roster.add(newcomer, newcomer.hashCode()), newcomer);
      } else {
        int leaving = in.keySet().iterator().next();
        roster.remove(leaving);
        in.remove(leaving);
      }
    }
    assertThat(roster.all()).as("seed " + seed).containsExactlyInAnyOrderElementsOf(in.values());
  }

  @Test
  void placesThatWereLeftAreTakenAgain() {
    Roster<String> roster = new Roster<>();
    int highest =
        IntStream.range(0, 100_000)
            .map(i -> {
              int number = roster.add("guest " + i, i);
              roster.remove(number);
              return number;
            })
            .max()
            .orElseThrow();
    assertThat(highest).isLessThan(64);
    assertThat(roster.all()).isEmpty();
  }

  @Test
  void noOneIsLostWhenManyThreadsComeAndGoAtOnce() {
    Roster<String> roster = new Roster<>();
    List<CompletableFuture<Void>> visits = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String stays = "stays " + i;
      visits.add(
          CompletableFuture.runAsync(
              () -> {
                for (int j = 0; j < 50_000; j++) {
                  roster.remove(roster.add("visits", 0));
                }
                roster.add(stays, 0);
              },
              body -> Thread.ofPlatform().start(body)));
    }
    visits.forEach(CompletableFuture::join);
    assertThat(roster.all()).containsExactlyInAnyOrder("stays 0", "stays 1", "stays 2", "stays 3");
  }
}
