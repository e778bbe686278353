package dev.outrigger.runtime.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.TaskBackend;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** H2, in this process and over a socket. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class H2Test {
  @Parameter TaskBackend backend;

  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  @Test
  void aHundredUpdatesWaitForALockOfH2InThisProcess() throws Exception {
    lockAndRelease("jdbc:h2:mem:crowd-" + backend);
  }

  @Test
  void aHundredUpdatesWaitForALockOfH2BehindASocket() throws Exception {
    Server database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    try {
      lockAndRelease(
          "jdbc:h2:tcp://localhost:" + database.getPort() + "/mem:crowd-behind-socket-" + backend);
    } finally {
      database.stop();
    }
  }

  private void lockAndRelease(String url) throws Exception {
    try (Connection holder = connect(url);
        Connection observer = connect(url)) {
      update(holder, "create table seats(taken int)");
      update(holder, "insert into seats values(0)");
      holder.setAutoCommit(false);
      update(holder, "update seats set taken = 0");
      List<Integer> updated =
          Crowd.answers(
              one,
              () -> {
                try (Connection connection = connect(url)) {
                  return update(connection, "update seats set taken = taken + 1");
                }
              },
              new Crowd.Light() {
                @Override
                public int waiting() throws SQLException {
                  return ask(
                      observer,
                      "select count(*) from information_schema.sessions where blocker_id > 0");
                }

                @Override
                public void release() throws SQLException {
                  holder.commit();
                }
              });
      assertThat(updated).hasSize(Crowd.SIZE).containsOnly(1);
      assertThat(ask(observer, "select taken from seats")).isEqualTo(Crowd.SIZE);
    }
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url + ";LOCK_TIMEOUT=60000", "sa", "");
  }

  private static int update(Connection connection, String statement) throws SQLException {
    try (Statement prepared = connection.createStatement()) {
      return prepared.executeUpdate(statement);
    }
  }

  private static int ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
