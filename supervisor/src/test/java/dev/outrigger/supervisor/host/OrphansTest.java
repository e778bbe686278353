package dev.outrigger.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whose end is taken note of by an arbiter that is the first process of a container. */
class OrphansTest {
  private final Set<Long> dead = new TreeSet<>();
  private final Set<Long> known = new TreeSet<>();
  private final List<Long> noted = new ArrayList<>();
  private final Orphans orphans = new Orphans(() -> dead, known::contains, noted::add);

  @Test
  void aStrangerIsTakenNoteOfAtTheSecondLook() {
    dead.add(7L);
    orphans.look();
    assertThat(noted).isEmpty();
    orphans.look();
    assertThat(noted).containsExactly(7L);
  }

  @Test
  void whoseEndTheJdkHasFetchedMeanwhileIsNotAskedForAgain() {
    dead.add(7L);
    orphans.look();
    dead.clear();
    orphans.look();
    dead.add(7L);
    orphans.look();
    assertThat(noted).isEmpty();
  }

  @Test
  void aServerProcessIsLeftToTheJdkHoweverLongItTakes() {
    known.add(7L);
    dead.add(7L);
    for (int i = 0; i < 5; i++) {
      orphans.look();
    }
    assertThat(noted).isEmpty();
  }

  @Test
  void childrenOfThisProcessThatTheJdkHasFetchedAreNotAmongTheDead() throws Exception {
    Orphans here = Orphans.here(_ -> false);
    Process child = new ProcessBuilder("sh", "-c", "exit 7").start();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    here.look();
    here.look();
    assertThat(child.exitValue()).isEqualTo(7);
  }
}
