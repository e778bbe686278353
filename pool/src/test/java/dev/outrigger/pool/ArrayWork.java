package dev.outrigger.pool;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the tests have workers do with shared memory. */
final class ArrayWork {
  private static @Nullable SharedArray<double[]> kept;

  private ArrayWork() {}

  record Row(SharedArray<double[]> matrix, int index) implements Serializable {}

  static double at(Row row) {
    return row.matrix().doubles().get(row.index());
  }

  static double total(double[] numbers) {
    return Arrays.stream(numbers).sum();
  }

  static double sum(SharedArray<double[]> numbers) {
    return total(numbers.toArray());
  }

  static double sumAfter(SharedArray<double[]> numbers, String sign) throws Exception {
    Await.until("a go", () -> Files.exists(Path.of(sign)));
    return sum(numbers);
  }

  static int fill(SharedArray<double[]> numbers, double value) {
    var elements = numbers.doubles();
    while (elements.hasRemaining()) {
      elements.put(value);
    }
    return elements.position();
  }

  static int fillAnyway(SharedArray<double[]> numbers, double value) {
    return fill(numbers.writable(), value);
  }

  static double keep(SharedArray<double[]> numbers) {
    kept = numbers;
    return numbers.doubles().get(0);
  }

  static double useKept() {
    return kept == null ? -1 : kept.toArray()[0];
  }

  static double last(double[] numbers) {
    return numbers[numbers.length - 1];
  }

  static double[] numbers(int count) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  static int waitWith(double[] numbers, String sign) throws Exception {
    return numbers.length + Work.waitForEver(sign);
  }

  static int waitWithLease(SharedArray<double[]> numbers, String sign) throws Exception {
    numbers.doubles().put(0, 1);
    return Work.waitForEver(sign);
  }

  /** As if the process died between writing a result and telling of it. */
  static int leaveAResultAndDie() throws Exception {
    List<String> arguments = List.of(ProcessHandle.current().info().arguments().orElseThrow());
    int folder =
        IntStream.range(0, arguments.size())
            .filter(i -> arguments.get(i).contains("outrigger-shared-"))
            .findFirst()
            .orElseThrow();
    String prefix = arguments.get(folder + 2);
    Files.createFile(Path.of(arguments.get(folder), prefix + "1"));
    Files.createFile(Path.of(arguments.get(folder + 1), prefix + "2"));
    return Work.halt(9);
  }
}
