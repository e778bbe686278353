package dev.outrigger.pool.context;

import dev.outrigger.pool.ContextCarrier;
import java.util.Map;
import org.slf4j.MDC;

/** The diagnostic context of SLF4J. Touched only where SLF4J is present. */
final class MdcCarrier implements ContextCarrier {
  @Override
  public String name() {
    return "mdc";
  }

  @Override
  public Map<String, String> capture() {
    Map<String, String> now = MDC.getCopyOfContextMap();
    return now == null ? Map.of() : now;
  }

  @Override
  public Runnable restore(Map<String, String> carried) {
    Map<String, String> before = capture();
    MDC.setContextMap(carried);
    return () -> MDC.setContextMap(before);
  }
}
