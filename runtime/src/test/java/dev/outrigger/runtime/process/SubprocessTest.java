package dev.outrigger.runtime.process;

import static dev.outrigger.runtime.OnOneLoop.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.TaskBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class SubprocessTest {
  @Parameter TaskBackend backend;

  private OnOneLoop one;

  @TempDir Path folder;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  private static Command sh(String script) {
    return Command.of("sh", "-c", script);
  }

  @Test
  void runGivesOutputErrorsAndExitCode() throws Exception {
    Completed completed = one.run(sh("echo said; echo failed >&2; exit 3")::run);
    assertThat(completed.out().lines()).containsExactly("said");
    assertThat(completed.err().text()).isEqualTo("failed\n");
    assertThat(completed.exit()).isEqualTo(3);
    assertThat(completed.signal()).isEmpty();
  }

  @Test
  void anEndBySignalIsToldAsSuch() throws Exception {
    Completed completed = one.run(sh("kill -9 $$")::run);
    assertThat(completed.signal()).contains("KILL");
    assertThat(completed.exit()).isEqualTo(137);
    assertThatThrownBy(completed::orThrow)
        .isInstanceOf(ExitException.class)
        .hasMessage("\"sh -c kill -9 $$\" was ended by SIGKILL");
  }

  @Test
  void checkTellsCommandExitCodeAndTheEndOfTheErrors() {
    assertThatThrownBy(
            () -> one.run(sh("echo no such branch >&2; echo give up >&2; exit 4")::check))
        .cause()
        .isInstanceOf(ExitException.class)
        .hasMessageContaining("ended with exit code 4; it said: no such branch | give up");
  }

  @Test
  void bigDataGoesBothWaysAtOnce() throws Exception {
    byte[] input = new byte[4 << 20];
    new Random(1).nextBytes(input);
    Completed completed = one.run(() -> Command.of("cat").run(input));
    assertThat(completed.out().bytes()).isEqualTo(input);
  }

  @Test
  void aProgramMayWriteALotBeforeItReads() throws Exception {
    Command first = sh("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; wc -c >&2");
    Completed completed = one.run(() -> first.run(new byte[1000000]));
    assertThat(completed.out().size()).isEqualTo(1000000);
    assertThat(completed.err().text()).endsWith("1000000\n");
  }

  @Test
  void inputThatIsNotReadIsNoFailure() throws Exception {
    Completed completed = one.run(() -> Command.of("true").run(new byte[1 << 20]));
    assertThat(completed.succeeded()).isTrue();
  }

  @Test
  void runGivesNoInput() throws Exception {
    assertThat(one.run(Command.of("cat")::run).out().size()).isZero();
  }

  @Test
  void aConversationLineByLine() throws Exception {
    List<String> answers =
        one.run(() -> {
          List<String> heard = new ArrayList<>();
          try (Subprocess echo = sh("while read line; do echo \"got $line\"; done").start()) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(echo.out(), UTF_8));
            for (String word : List.of("one", "two")) {
              echo.in().write((word + "\n").getBytes(UTF_8));
              heard.add(lines.readLine());
            }
            echo.in().close();
            assertThat(lines.readLine()).isNull();
            assertThat(echo.waitFor()).isZero();
          }
          return heard;
        });
    assertThat(answers).containsExactly("got one", "got two");
  }

  @Test
  void whoReadsSuspendsTheTaskOnly() throws Exception {
    try (Subprocess cat = Command.of("cat").start()) {
      CompletableFuture<Integer> read = one.start(() -> cat.out().read());
      one.run(() -> {
        cat.in().write('x');
        return true;
      });
      assertThat(within(read)).isEqualTo('x');
    }
  }

  @Test
  void whoWritesMoreThanIsReadSuspendsTheTaskOnly() throws Exception {
    try (Subprocess deaf = Command.of("sleep", "600").start()) {
      CompletableFuture<Boolean> written =
          one.start(() -> {
            deaf.in().write(new byte[1 << 20]);
            return true;
          });
      one.run(() -> {
        deaf.kill();
        return true;
      });
      assertThatThrownBy(() -> within(written))
          .hasCauseInstanceOf(IOException.class)
          .hasMessageContaining("is read by nobody");
    }
  }

  @Test
  void whoWaitsForTheEndSuspendsTheTaskOnly() throws Exception {
    try (Subprocess cat = Command.of("cat").start()) {
      CompletableFuture<Integer> exit = one.start(cat::waitFor);
      one.run(() -> {
        cat.in().close();
        return true;
      });
      assertThat(within(exit)).isZero();
      assertThat(cat.exit()).hasValue(0);
    }
  }

  @Test
  void whoWritesToAClosedInputIsToldSo() throws Exception {
    try (Subprocess deaf = sh("exec 0<&-; echo closed; sleep 600").start()) {
      assertThat(one.run(() -> deaf.out().read())).isEqualTo('c');
      assertThatThrownBy(() ->
              one.run(() -> {
                deaf.in().write(1);
                deaf.in().flush();
                return true;
              }))
          .hasCauseInstanceOf(IOException.class)
          .hasMessageContaining("Broken pipe");
    }
  }

  @Test
  void anInterruptEndsAReadAndIsKept() throws Exception {
    try (Subprocess silent = Command.of("sleep", "600").start()) {
      boolean kept =
          one.run(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> silent.out().read())
                .isInstanceOf(InterruptedIOException.class);
            return Thread.interrupted();
          });
      assertThat(kept).isTrue();
    }
  }

  @Test
  void moreOutputThanIsKeptEndsTheProgram() {
    Command chatty = Command.of("yes").captureAtMost(1000);
    assertThatThrownBy(() -> one.run(chatty::run))
        .cause()
        .isInstanceOf(OutputLimitException.class)
        .hasMessageStartingWith("\"yes\" was killed: it wrote more than 1000 bytes to its output");
  }

  @Test
  void environmentDirectoryAndMergedErrorsAreAsAsked() throws Exception {
    Command command =
        sh("echo $GREETING${HOME-none}; pwd >&2")
            .environment("GREETING", "hello")
            .withoutEnvironment("HOME")
            .directory(folder)
            .errIntoOut();
    Completed completed = one.run(command::run);
    assertThat(completed.out().lines())
        .containsExactly("hellonone", folder.toRealPath().toString());
    assertThat(completed.err().size()).isZero();
  }

  @Test
  void filesMayTakeThePlaceOfPipes() throws Exception {
    Path source = Files.writeString(folder.resolve("source"), "b\na\n");
    Path target = folder.resolve("target");
    Command sort =
        Command.of("sort").in(Redirect.from(source.toFile())).out(Redirect.to(target.toFile()));
    assertThat(one.run(sort::run).out().size()).isZero();
    assertThat(target).hasContent("a\nb\n");
    try (Subprocess running = sort.start()) {
      assertThatThrownBy(running::out)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the output of \"sort\" is no pipe");
    }
  }

  @Test
  void manyProgramsRunAtOnceOnOneLoop() throws Exception {
    List<CompletableFuture<Completed>> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String word = "program " + i;
      all.add(one.start(() -> Subprocess.check("echo", word)));
    }
    for (int i = 0; i < all.size(); i++) {
      assertThat(within(all.get(i)).out().lines()).containsExactly("program " + i);
    }
  }
}
