package dev.outrigger.pool.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.ContextCarrier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class CarriersTest {
  private static final Map<String, String> TRACE =
      Map.of(TraceParent.KEY, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  @AfterEach
  void clear() {
    MDC.clear();
  }

  @Test
  void nothingToCarryIsNothingToSend() {
    assertThat(Carriers.present().capture(Map.of())).isEmpty();
  }

  @Test
  void theDiagnosticContextArrivesWhereItIsRestoredAndLeavesNothingBehind() {
    Carriers carriers = Carriers.present();
    MDC.put("user", "ada");
    Map<String, String> travelling = carriers.capture(TRACE);
    MDC.clear();
    MDC.put("earlier", "kept");
    Runnable undo = carriers.restore(travelling);
    assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("user", "ada"));
    undo.run();
    assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("earlier", "kept"));
  }

  @Test
  void whatWasGivenByHandIsToldFromWhatCarriersBrought() {
    MDC.put("user", "ada");
    Map<String, String> travelling = Carriers.present().capture(TRACE);
    assertThat(travelling).hasSize(2);
    assertThat(Carriers.concerned(travelling)).isTrue();
    assertThat(Carriers.given(travelling)).isEqualTo(TRACE);
  }

  @Test
  void aCarrierThatThrowsIsLeftOutAndTheOthersGoOn() {
    Map<String, String> seen = new HashMap<>();
    Carriers carriers =
        new Carriers(List.of(new Carrier("bad", Map.of(), seen), new Carrier("good", TRACE, seen)));
    Map<String, String> travelling = carriers.capture(Map.of());
    assertThat(travelling).hasSize(1);
    carriers.restore(travelling).run();
    assertThat(seen).isEqualTo(TRACE);
  }

  @Test
  void moreThanATaskMayTakeAlongStaysBehind() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      many.put("key" + i, "value");
    }
    Carriers carriers = new Carriers(List.of(new Carrier("good", many, new HashMap<>())));
    assertThat(carriers.capture(TRACE)).hasSize(Carriers.MOST_ENTRIES).containsAllEntriesOf(TRACE);
    many.clear();
    many.put("long", "x".repeat(100_000));
    assertThat(carriers.capture(TRACE)).isEqualTo(TRACE);
  }

  @Test
  void contextsAreUndoneInTheOppositeOrder() {
    List<String> order = new ArrayList<>();
    ContextCarrier one = new Noting("one", order);
    ContextCarrier other = new Noting("other", order);
    Carriers carriers = new Carriers(List.of(one, other));
    carriers.restore(carriers.capture(Map.of())).run();
    assertThat(order).containsExactly("+one", "+other", "-other", "-one");
  }

  private record Carrier(String name, Map<String, String> captured, Map<String, String> seen)
      implements ContextCarrier {
    @Override
    public Map<String, String> capture() {
      if (name.equals("bad")) {
        throw new IllegalStateException("no luck");
      }
      return captured;
    }

    @Override
    public Runnable restore(Map<String, String> carried) {
      seen.putAll(carried);
      return () -> {};
    }
  }

  private record Noting(String name, List<String> order) implements ContextCarrier {
    @Override
    public Map<String, String> capture() {
      return Map.of("a", "b");
    }

    @Override
    public Runnable restore(Map<String, String> carried) {
      order.add("+" + name);
      return () -> order.add("-" + name);
    }
  }
}
