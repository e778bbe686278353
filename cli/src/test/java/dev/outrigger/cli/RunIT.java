package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar outrigger.jar run}: programs with a main method. */
class RunIT {
  @TempDir private Path folder = Path.of("");

  private ServerProcess run(String program, String... arguments) throws IOException {
    Files.writeString(folder.resolve("Program.java"), program);
    String[] command = new String[arguments.length + 2];
    command[0] = "run";
    command[1] = "Program.java";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return ServerProcess.start(folder, folder.resolve("cache"), command);
  }

  @Test
  void whatComesAfterTheFileIsTheProgramsAlsoWhatLooksLikeAnOption() throws Exception {
    try (ServerProcess process =
        run(
            "void main(String[] args) { IO.println(String.join(\"|\", args)); }",
            "--help",
            "-x y")) {
      assertThat(process.exitStatus()).isZero();
      assertThat(process.output().all()).containsExactly("--help|-x y");
    }
  }

  @Test
  void itsParametersHaveTheirNamesAndItsFunctionsGoToWorkers() throws Exception {
    String program =
        """
        import dev.outrigger.web.*;
        import dev.outrigger.web.binding.*;
        import dev.outrigger.web.testclient.*;

        static class Numbers {
          @Get("/twice/{n}") @InProcess
          static long twice(int n) { return 2L * n; }
        }

        void main() throws Exception {
          Application application = app -> {
            app.pool(pool -> pool.size(1));
            app.endpoints(Numbers.class);
          };
          try (TestClient client = TestClient.of(application)) {
            IO.println(client.get("/twice/21").text());
          }
        }
        """;
    try (ServerProcess process = run(program)) {
      assertThat(process.exitStatus()).isZero();
      assertThat(process.output().all()).containsExactly("42");
    }
  }

  @Test
  void aThreadThatItStartedRunsOnWhenMainReturns() throws Exception {
    String program =
        """
        void main() {
          Thread main = Thread.currentThread();
          new Thread(() -> {
            try {
              main.join();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            IO.println("after main");
          }).start();
        }
        """;
    try (ServerProcess process = run(program)) {
      assertThat(process.exitStatus()).isZero();
      assertThat(process.output().all()).containsExactly("after main");
    }
  }

  @Test
  void aFailureShowsTheProgramsOwnFramesAndEndsWithOne() throws Exception {
    String program =
        """
        static class Inner {
          static void fail() { throw new IllegalStateException("on purpose"); }
        }

        void main() { Inner.fail(); }
        """;
    try (ServerProcess process = run(program)) {
      assertThat(process.exitStatus()).isEqualTo(1);
      List<String> told = process.errors().all();
      assertThat(told).hasSize(3);
      assertThat(told.getFirst())
          .isEqualTo("Exception in thread \"main\" java.lang.IllegalStateException: on purpose");
      assertThat(told.getLast()).endsWith("Program.main(Program.java:5)");
    }
  }

  @Test
  void anApplicationIsSentToServeAndAProgramToRun() throws Exception {
    String application =
        """
        public class Program implements dev.outrigger.web.Application {
          @Override public void configure(dev.outrigger.web.App app) {}
        }
        """;
    try (ServerProcess process = run(application)) {
      assertThat(process.exitStatus()).isEqualTo(1);
      assertThat(process.errors().all())
          .containsExactly(
              "Program.java: no class in it has a main method; it is an application:"
                  + " 'outrigger serve Program.java' serves it");
    }
    Files.writeString(folder.resolve("Main.java"), "void main() {}");
    try (ServerProcess process =
        ServerProcess.start(folder, folder.resolve("cache"), "serve", "Main.java")) {
      assertThat(process.exitStatus()).isEqualTo(3);
      assertThat(process.errors().all())
          .singleElement()
          .asString()
          .endsWith("; it has a main method: 'outrigger run Main.java' runs it");
    }
  }
}
