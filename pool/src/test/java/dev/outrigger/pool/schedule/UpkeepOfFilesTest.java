package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UpkeepOfFilesTest {
  @Test
  void thePoolsFilesAreKeptYoungAsLongAsItIsOpen() {
    FakeWorld world = new FakeWorld(1, 10).started();
    for (int hour = 1; hour <= 3; hour++) {
      world.advance(Upkeep.FILES_AGE);
      assertThat(world.filesKeptYoung).isEqualTo(hour);
    }
    world.scheduler.close();
    world.in(1).read(true);
    world.deliverAll();
    assertThat(world.terminated).isTrue();
    world.advance(Upkeep.FILES_AGE);
    assertThat(world.filesKeptYoung).isEqualTo(3);
  }
}
