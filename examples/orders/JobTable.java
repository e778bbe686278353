package dev.outrigger.examples.orders;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** Where db-scheduler keeps its jobs, as its documentation wants the table to be. */
final class JobTable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private JobTable() {}

  static void createIn(DataSource database) throws SQLException, InterruptedException {
    try (Connection connection = connectionOf(database);
        Statement statement = connection.createStatement()) {
      boolean _ =
          statement.execute(
              """
              CREATE TABLE IF NOT EXISTS scheduled_tasks (
                task_name VARCHAR(100),
                task_instance VARCHAR(100),
                task_data BLOB,
                execution_time TIMESTAMP(9) WITH TIME ZONE,
                picked BOOLEAN,
                picked_by VARCHAR(50),
                last_success TIMESTAMP(9) WITH TIME ZONE,
                last_failure TIMESTAMP(9) WITH TIME ZONE,
                consecutive_failures INT,
                last_heartbeat TIMESTAMP(9) WITH TIME ZONE,
                version BIGINT,
                priority SMALLINT,
                PRIMARY KEY (task_name, task_instance))
              """);
    }
  }

  /** A database may need longer than the service that starts beside it. */
  private static Connection connectionOf(DataSource database)
      throws SQLException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return database.getConnection();
      } catch (SQLException e) {
        if (Instant.now().isAfter(deadline)) {
          throw e;
        }
        Thread.sleep(Duration.ofMillis(500));
      }
    }
  }
}
