package dev.outrigger.runtime.libraries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.TaskBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** PostgreSQL's own JDBC driver and a real server. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class PostgresTest {
  @Parameter TaskBackend backend;

  private OnOneLoop one;

  private static final String PASSWORD = Long.toHexString(new SecureRandom().nextLong());
  private static LocalServer server;

  @BeforeAll
  static void startPostgres() throws Exception {
    Path versions = Path.of("/usr/lib/postgresql");
    Path initdb = LocalServer.program("initdb", versions, "postgresql");
    Path postgres = LocalServer.program("postgres", versions, "postgresql");
    Path folder = Files.createTempDirectory("outrigger-postgres");
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    List<String> asUser = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      // It refuses to run as root; its Debian package comes with this user.
      UserPrincipal user =
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
      Files.setOwner(folder, user);
      Files.setOwner(password, user);
      asUser.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    List<String> init = new ArrayList<>(asUser);
    init.addAll(List.of(initdb.toString(), "--no-sync", "--locale=C", "--username=test"));
    init.addAll(
        List.of("--auth=scram-sha-256", "--pwfile=" + password, folder.resolve("data").toString()));
    Process made = new ProcessBuilder(init).redirectErrorStream(true).start();
    String said = new String(made.getInputStream().readAllBytes(), UTF_8);
    assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).as(said).isZero();
    server =
        LocalServer.start(
            "QUIT",
            folder,
            "ready to accept connections",
            port -> {
              List<String> words = new ArrayList<>(asUser);
              words.addAll(List.of(postgres.toString(), "-D", folder.resolve("data").toString()));
              words.addAll(List.of("-p", String.valueOf(port), "-h", "127.0.0.1"));
              for (String setting :
                  List.of("unix_socket_directories=", "max_connections=250", "fsync=off")) {
                words.addAll(List.of("-c", setting));
              }
              return words;
            });
  }

  @AfterAll
  static void stopPostgres() {
    server.close();
  }

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  @Test
  void aHundredQueriesWaitInPostgresWhileAnotherIsServed() throws Exception {
    try (Connection holder = connect();
        Connection observer = connect()) {
      ask(holder, "select 1 from pg_advisory_lock(1)");
      List<Integer> answers =
          Crowd.answers(
              one,
              () -> {
                try (Connection connection = connect()) {
                  return ask(connection, "select 42 from pg_advisory_lock_shared(1)");
                }
              },
              new Crowd.Light() {
                @Override
                public int waiting() throws SQLException {
                  return ask(
                      observer,
                      "select count(*) from pg_stat_activity where wait_event = 'advisory'");
                }

                @Override
                public void release() throws SQLException {
                  ask(holder, "select 1 from pg_advisory_unlock(1)");
                }
              });
      assertThat(answers).hasSize(Crowd.SIZE).containsOnly(42);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres", "test", PASSWORD);
  }

  private static int ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
