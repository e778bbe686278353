package dev.outrigger.examples.orders;

import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.outrigger.web.App;
import dev.outrigger.web.Application;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * A shop whose accounts are told of each order, whatever happens to the process that took it.
 *
 * <pre>
 *   mvn -pl examples dependency:copy-dependencies -DincludeArtifactIds=db-scheduler,h2 -DoutputDirectory=target/jobs
 *   java -cp 'target/jobs/*' org.h2.tools.Server -tcp -ifNotExists &amp;
 *   ACCOUNTS_URL=http://localhost:9000/ ./outrigger serve examples/orders/Orders.java --workers 2 \
 *     --class-path 'target/jobs/*'
 *   curl -d '{"item":"tea","count":2}' -H 'Content-Type: application/json' localhost:8888/orders
 * </pre>
 *
 * <p>An order is a row of the database before its sender hears of it, and a job of db-scheduler
 * takes it from there: one of the processes runs it, again and again later if it fails, and another
 * one if the process dies meanwhile. That may be after the accounts were told, so they are given
 * the order's id, by which they know it again.
 */
public final class Orders implements Application {
  private static final TaskDescriptor<String> TELL =
      TaskDescriptor.of("tell-the-accounts", String.class);

  /** What a client sends. */
  public record Order(@NotBlank String item, @Positive int count) {}

  private final URI accounts =
      URI.create(System.getenv().getOrDefault("ACCOUNTS_URL", "http://localhost:9000/"));

  // A server of its own: with a file that one of the processes opens for all, the others would
  // lose their connections whenever that one leaves.
  private final String url =
      System.getenv().getOrDefault("ORDERS_DATABASE", "jdbc:h2:tcp://localhost/./orders");

  @Override
  public void configure(App app) {
    app.withoutPool();
    JdbcConnectionPool database = JdbcConnectionPool.create(url, "sa", "");
    Scheduler jobs = jobs(database);
    app.onStart(() -> {
      JobTable.createIn(database);
      jobs.start();
      return () -> {
        // Jobs that run are waited for; what comes too late is another process's to run.
        jobs.stop();
        database.dispose();
      };
    });
    app.post("/orders", request -> take(request, jobs));
    app.get("/untold", _ -> untold(jobs));
  }

  private Scheduler jobs(DataSource database) {
    Accounts client = new Accounts(accounts);
    return Scheduler.create(
            database,
            Tasks.oneTime(TELL)
                .onFailure(new ExponentialBackoffFailureHandler<>(Duration.ofSeconds(1)))
                .execute((job, _) -> client.tell(job.getId(), job.getData())))
        .schedulerName(new SchedulerName.Fixed("process " + ProcessHandle.current().pid()))
        .jdbcCustomization(new DefaultJdbcCustomization(false))
        .threads(4)
        .pollingInterval(Duration.ofSeconds(1))
        .enableImmediateExecution()
        // A process that gives no sign of life for four of them is taken for dead.
        .heartbeatInterval(Duration.ofSeconds(2))
        .missedHeartbeatsLimit(4)
        .shutdownMaxWait(Duration.ofSeconds(20))
        .build();
  }

  private static int untold(Scheduler jobs) {
    // By itself db-scheduler leaves out those that run just now.
    return jobs.getScheduledExecutions(ScheduledExecutionsFilter.all()).size();
  }

  private static Response take(Request request, Scheduler jobs) throws Exception {
    Order order = request.json(Order.class);
    String id = UUID.randomUUID().toString();
    String text = order.count() + " " + order.item();
    boolean _ = jobs.scheduleIfNotExists(TELL.instance(id).data(text).scheduledTo(Instant.now()));
    return Response.json(Map.of("id", id)).status(202);
  }
}
