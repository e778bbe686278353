package dev.outrigger.pool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrashBannerTest {
  private final List<String> logged = new ArrayList<>();

  private void prints(String... lines) {
    CrashBanner banner = new CrashBanner();
    for (String line : lines) {
      banner.filter(line, logged::add);
    }
    banner.end(logged::add);
  }

  @Test
  void theBannerOfACrashIsNotLoggedAndWhatStandsAroundItIs() {
    prints(
        "before",
        "#",
        "# A fatal error has been detected by the Java Runtime Environment:",
        "#",
        "#  SIGSEGV (0xb) at pc=0x00007f",
        "after");
    assertThat(logged).containsExactly("before", "after");
  }

  @Test
  void linesOfATaskThatBeginWithAHashAreLogged() {
    prints("# heading", "#", "text", "#");
    assertThat(logged).containsExactly("# heading", "#", "text", "#");
  }
}
