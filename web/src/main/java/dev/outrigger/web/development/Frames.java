package dev.outrigger.web.development;

import java.util.List;

/** Tells the frames of the application from those of what it stands on. */
final class Frames {
  private static final List<String> FOUNDATIONS =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "dev.outrigger.pool.",
          "dev.outrigger.runtime.",
          "dev.outrigger.http.",
          "dev.outrigger.web.",
          "dev.outrigger.cli.",
          "io.netty.",
          "tools.jackson.",
          "com.fasterxml.",
          "jakarta.",
          "org.hibernate.",
          "org.slf4j.",
          "io.pebbletemplates.");

  private Frames() {}

  static boolean isApplication(StackTraceElement frame) {
    return FOUNDATIONS.stream().noneMatch(frame.getClassName()::startsWith);
  }
}
