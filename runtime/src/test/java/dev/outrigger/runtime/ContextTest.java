package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class ContextTest {
  private static final ScopedValue<String> USER = ScopedValue.newInstance();
  private static final ScopedValue<Integer> DEPTH = ScopedValue.newInstance();

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
  void aChildSeesWhatIsBoundWhereItIsStarted() throws Exception {
    String seen =
        one.run(() ->
            ScopedValue.where(USER, "ada")
                .call(() -> TaskGroup.run(group -> group.spawn("child", USER::get).join())));
    assertThat(seen).isEqualTo("ada");
  }

  @Test
  void aChildSeesTheInnermostOfTwoBindings() throws Exception {
    String seen =
        one.run(() ->
            ScopedValue.where(USER, "ada")
                .call(() ->
                    TaskGroup.run(group ->
                        ScopedValue.where(USER, "grace")
                            .call(() -> group.spawn("child", USER::get).join()))));
    assertThat(seen).isEqualTo("grace");
  }

  @Test
  void aBindingMayEndBeforeTheChildThatSeesIt() throws Exception {
    String seen =
        one.run(() ->
            TaskGroup.run(group -> {
              CompletableFuture<String> bindingIsOver = new CompletableFuture<>();
              Task<String> child =
                  ScopedValue.where(USER, "ada")
                      .call(() -> group.spawn("child", () -> within(bindingIsOver) + USER.get()));
              bindingIsOver.complete("still ");
              return child.join();
            }));
    assertThat(seen).isEqualTo("still ada");
  }

  @Test
  void generationsOfTasksCanEachBindAnew() throws Exception {
    int deepest = one.run(() -> TaskGroup.run(group -> generation(group, 0)));
    assertThat(deepest).isEqualTo(200);
  }

  private static int generation(TaskGroup group, int depth) throws Exception {
    if (depth == 200) {
      return DEPTH.get();
    }
    return ScopedValue.where(DEPTH, depth + 1)
        .call(() -> group.spawn("generation " + depth, () -> generation(group, depth + 1)))
        .join();
  }

  @Test
  void aChildHasTheDiagnosticContextOfTheCodeThatStartsIt() throws Exception {
    String seen =
        one.run(() -> {
          try (var _ = MDC.putCloseable("request", "r-17")) {
            return TaskGroup.run(group -> group.spawn("child", () -> MDC.get("request")).join());
          }
        });
    assertThat(seen).isEqualTo("r-17");
  }

  @Test
  void aBlockingCallSeesWhatIsBoundAroundIt() throws Exception {
    String seen =
        one.run(() -> ScopedValue.where(USER, "ada").call(() -> Blocking.call(USER::get)));
    assertThat(seen).isEqualTo("ada");
  }

  @Test
  void aBlockingCallLeavesNoDiagnosticContextToTheNext() throws Exception {
    List<String> seen = new ArrayList<>();
    Set<Thread> threads = new HashSet<>();
    one.run(() -> {
      for (int i = 0; i < 20; i++) {
        int number = i;
        seen.add(
            Blocking.call(() -> {
              threads.add(Thread.currentThread());
              String before = String.valueOf(MDC.get("call"));
              MDC.put("call", "number " + number);
              return before;
            }));
      }
      return true;
    });
    assertThat(threads).as("threads of 20 calls").hasSizeLessThan(20);
    assertThat(seen).hasSize(20).containsOnly("null");
  }

  @Test
  void aTaskThatNobodyWaitsForTakesNothingAlong() throws Exception {
    CompletableFuture<Boolean> bound = new CompletableFuture<>();
    one.run(() -> {
      ScopedValue.where(USER, "ada")
          .run(() -> one.loop().start("alone", () -> bound.complete(USER.isBound())));
      return true;
    });
    assertThat(within(bound)).isFalse();
  }
}
