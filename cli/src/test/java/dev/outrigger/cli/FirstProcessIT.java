package dev.outrigger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arbiter as the first process of a container, which has to do what an init does. */
class FirstProcessIT {
  private static final List<String> CONTAINER =
      List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void tryAContainer() throws Exception {
    List<String> command = new ArrayList<>(CONTAINER);
    command.add("true");
    Process trial = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(trial.getInputStream().readAllBytes(), UTF_8);
    assumeTrue(trial.waitFor() == 0, () -> "needs a PID namespace, as root: " + said);
  }

  private SupervisedService start() throws Exception {
    SupervisedService.save(
        folder,
        """
        app.get("/orphan", request ->
            request.offload(Program::leaveAnOrphan, "sleep 0.1 </dev/null >/dev/null 2>&1 &"));
        """);
    return SupervisedService.start(folder, CONTAINER, "--workers", "2");
  }

  private static ProcessHandle arbiter(SupervisedService service) {
    return service.process().handle().children().findFirst().orElseThrow();
  }

  private static long orphans(ProcessHandle arbiter) {
    return arbiter.children().filter(child -> !isServer(child) && !makesTheArchive(child)).count();
  }

  /** Which takes its time, as the last in the line for a processor. */
  private static boolean makesTheArchive(ProcessHandle child) {
    return child.info().commandLine().filter(line -> line.contains("-XX:AOTMode=")).isPresent();
  }

  private static boolean isServer(ProcessHandle child) {
    return child.info().commandLine().filter(line -> line.contains(" server ")).isPresent();
  }

  @Test
  void whatOthersLeaveBehindDoesNotPileUpAsZombies() throws Exception {
    try (SupervisedService service = start()) {
      ProcessHandle arbiter = arbiter(service);
      for (int i = 0; i < 10; i++) {
        assertThat(service.process().get("/orphan")).isEqualTo("0");
      }
      assertThat(orphans(arbiter)).isPositive();
      SupervisedService.await("no orphan is left", () -> orphans(arbiter) == 0);
      // Their pool workers are orphans then; and their own exit status is not taken away.
      arbiter.children().filter(FirstProcessIT::isServer).toList().forEach(FirstProcessIT::kill);
      service.awaitLog("was lost: killed by signal 9; another takes its place");
      SupervisedService.await(
          "no zombie is left", () -> arbiter.children().allMatch(SupervisedService::lives));
      assertThat(service.process().get("/ping")).startsWith("pong");
    }
  }

  @Test
  void aTermEndsItInOrderAndLeavesNothing() throws Exception {
    try (SupervisedService service = start()) {
      boolean _ = arbiter(service).destroy();
      assertThat(service.process().exitStatus()).isZero();
      service.awaitNothingIsLeft();
    }
  }

  private static void kill(ProcessHandle process) {
    boolean _ = process.destroyForcibly();
  }
}
