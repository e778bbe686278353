package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ctl}, as the operator of a service runs it.
 *
 * @param folder of the service, whose control socket is {@code control} there
 */
record Ctl(Path folder) {
  /** What came of a command. */
  record Answer(int status, List<String> said) {}

  /** Has it done; a failure tells what was said, and what the service wrote so far. */
  void must(ServerProcess service, String... words) throws Exception {
    Answer answer = run(words);
    assertThat(answer.status())
        .as(() -> "%s %s %s".formatted(List.of(words), answer.said(), service.errors().soFar()))
        .isZero();
  }

  /** What is said of something that can't be done. */
  String refused(String... words) throws Exception {
    Answer answer = run(words);
    assertThat(answer.status()).as("%s %s", List.of(words), answer.said()).isEqualTo(1);
    return String.join("\n", answer.said());
  }

  Answer run(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("ctl", "--control", "control"));
    command.addAll(List.of(words));
    try (ServerProcess ctl =
        ServerProcess.start(folder, folder.resolve("cache"), command.toArray(String[]::new))) {
      int status = ctl.exitStatus();
      List<String> said = new ArrayList<>(ctl.output().all());
      said.addAll(ctl.errors().all());
      return new Answer(status, said);
    }
  }
}
