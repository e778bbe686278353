package dev.outrigger.runtime.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.TaskBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/** Jedis and a real Redis. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class RedisTest {
  @Parameter TaskBackend backend;

  private OnOneLoop one;

  private static final Pattern BLOCKED = Pattern.compile("blocked_clients:(\\d+)");
  private static LocalServer server;

  @BeforeAll
  static void startRedis() throws Exception {
    Path redis = LocalServer.program("redis-server", Path.of("/none"), "redis-server");
    Path folder = Files.createTempDirectory("outrigger-redis");
    server =
        LocalServer.start(
            "KILL",
            folder,
            "Ready to accept connections",
            port ->
                List.of(
                    redis.toString(),
                    "--bind",
                    "127.0.0.1",
                    "--port",
                    String.valueOf(port),
                    "--dir",
                    folder.toString(),
                    "--save",
                    "",
                    "--appendonly",
                    "no"));
  }

  @AfterAll
  static void stopRedis() {
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
  void aHundredPopsWaitInRedisWhileOthersAreServed() throws Exception {
    List<String> pushed = new ArrayList<>();
    for (int i = 0; i < Crowd.SIZE; i++) {
      pushed.add("item " + i);
    }
    try (Jedis observer = connect()) {
      List<String> popped =
          Crowd.answers(
              one,
              () -> {
                try (Jedis jedis = connect()) {
                  return jedis.blpop(0, "list").getLast();
                }
              },
              new Crowd.Light() {
                @Override
                public int waiting() {
                  Matcher blocked = BLOCKED.matcher(observer.info("clients"));
                  assertThat(blocked.find()).isTrue();
                  return Integer.parseInt(blocked.group(1));
                }

                @Override
                public void release() {
                  observer.rpush("list", pushed.toArray(String[]::new));
                }
              });
      assertThat(popped).containsExactlyInAnyOrderElementsOf(pushed);
    }
  }

  private static Jedis connect() {
    return new Jedis("127.0.0.1", server.port());
  }
}
