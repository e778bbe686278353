package dev.outrigger.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sources of programs for tests, as their authors would save them. */
final class Programs {
  private Programs() {}

  /** The text of a program that does this in its {@code configure(app)}; it has a page /ping. */
  static String withRoutes(String routes) {
    return """
    import dev.outrigger.pool.*;
    import dev.outrigger.web.*;
    import java.time.Duration;

    public class Program implements Application {
      @Override
      public void configure(App app) {
        app.get("/ping", request -> "pong " + ProcessHandle.current().pid());
    %s
      }

      static int square(int n) throws InterruptedException {
        Thread.sleep(20);
        return n * n;
      }

      static int doze(String mark) throws Exception {
        java.nio.file.Files.createFile(java.nio.file.Path.of(mark));
        Thread.sleep(600_000);
        return 0;
      }

      static long leaveAnOrphan(String command) throws Exception {
        return new ProcessBuilder("sh", "-c", command).start().waitFor();
      }
    }
    """
        .formatted(routes.indent(4));
  }

  /** Saves a program with no package whose slow calls connect to a port when they have begun. */
  static void saveIn(Path folder, int beacon) throws IOException {
    Files.writeString(
        folder.resolve("Program.java"),
        """
        import dev.outrigger.web.App;
        import dev.outrigger.web.Application;

        public class Program implements Application {
          @Override
          public void configure(App app) {
            app.get("/ping", request -> Neighbour.WORD);
            app.get("/sleep/{ms:int}", request -> {
              Beacon.reached();
              Thread.sleep(request.pathInt("ms"));
              return "slept";
            });
            app.get("/sum/{n:int}", request -> request.offload(Program::sum, request.pathInt("n")));
            app.get("/hold", request -> {
              Beacon.reached();
              while (true) {
                Thread.onSpinWait();
              }
            });
            app.get("/spin", request -> request.offload(Program::spin, 0));
            app.get("/doze", request -> request.offload(Program::doze, 0));
            System.out.println("configured");
          }

          static int sum(int n) {
            return n + Neighbour.WORD.length();
          }

          static int spin(int from) throws java.io.IOException {
            Beacon.reached();
            for (int i = from; ; i++) {
              Math.sqrt(i);
            }
          }

          static int doze(int ignored) throws Exception {
            Beacon.reached();
            Thread.sleep(60_000);
            return 0;
          }
        }
        """);
    Files.writeString(
        folder.resolve("Beacon.java"),
        """
        class Beacon {
          static void reached() throws java.io.IOException {
            new java.net.Socket("127.0.0.1", %d).close();
          }
        }
        """
            .formatted(beacon));
    Files.writeString(
        folder.resolve("Neighbour.java"),
        """
        class Neighbour {
          static final String WORD = "pong";
        }
        """);
  }

  /** Saves a program that takes from the framework whatever brings a library of its own. */
  static void saveEverythingIn(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("Everything.java"),
        """
        import dev.outrigger.web.*;
        import dev.outrigger.web.auth.*;
        import dev.outrigger.web.binding.*;
        import dev.outrigger.web.compression.Compression;
        import dev.outrigger.web.limits.*;
        import dev.outrigger.web.openapi.OpenApi;
        import dev.outrigger.web.sessions.*;
        import jakarta.validation.constraints.*;
        import java.time.Duration;

        public class Everything implements Application {
          record Signup(@NotBlank String name, @Min(18) int age) {}

          static class Pages {
            @Post("/signup")
            Signup signUp(Signup signup) {
              return signup;
            }

            @Get("/twice")
            @InProcess
            static int twice(@Max(9) int n) {
              return 2 * n;
            }
          }

          @Override
          public void configure(App app) {
            app.use(Compression.standard(), ConcurrencyLimit.adaptive(10, 100),
                RateLimit.of(1000, Duration.ofMinutes(1)), Sessions.stored(SessionStore.inMemory(100)));
            app.endpoints(new Pages());
            OpenApi.of("Everything", "1.0").on(app);
            app.get("/long", request -> "long text ".repeat(1000));
            app.get("/secret", request -> Auth.user(request).orElseThrow().name())
                .use(BearerAuth.of(Jwt.secret(new byte[32])));
          }
        }
        """);
  }
}
