import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.ProcessPool;
import dev.outrigger.pool.SharedArray;
import java.nio.DoubleBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A product of two matrices over shared memory: the workers read both factors and write their rows
 * of the product where they lie, and no number is copied from process to process.
 *
 * <pre>
 *   java -cp pool/target/outrigger-pool-0.1.0-SNAPSHOT.jar examples/pool/MatrixMultiplication.java 1000
 * </pre>
 */
public final class MatrixMultiplication {
  private static final int ROWS_AT_ONCE = 64;

  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length < 1) {
      System.err.println("usage: MatrixMultiplication N");
      System.exit(2);
    }
    int n = Integer.parseInt(arguments[0]);
    Random random = new Random(1);
    double[] left = random.doubles((long) n * n).toArray();
    double[] right = random.doubles((long) n * n).toArray();
    try (ProcessPool pool = ProcessPool.builder().name("matrix").build();
        var a = SharedArray.of(left);
        var b = SharedArray.of(right);
        var product = SharedArray.ofDoubles((long) n * n)) {
      // Waits for a worker, so that what is measured is not the start of a JVM.
      pool.run(() -> multiply(a, b, product, 0, 0));
      long start = System.nanoTime();
      List<PoolTask<Integer>> bands = new ArrayList<>();
      for (int row = 0; row < n; row += ROWS_AT_ONCE) {
        int from = row;
        int to = Math.min(n, row + ROWS_AT_ONCE);
        var writable = product.writable();
        bands.add(pool.submit(() -> multiply(a, b, writable, from, to)));
      }
      int rows = 0;
      for (PoolTask<Integer> band : bands) {
        rows += band.join();
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.println(rows + " rows in " + took.toMillis() + " ms");

      int middle = n / 2;
      double expected = 0;
      for (int k = 0; k < n; k++) {
        expected += left[middle * n + k] * right[k * n + middle];
      }
      double found = product.doubles().get(middle * n + middle);
      System.out.println(Math.abs(found - expected) < 1e-9 * n ? "it is right" : "it is wrong");
    }
  }

  /** Some rows of the product. Runs in a worker process. */
  static int multiply(
      SharedArray<double[]> left,
      SharedArray<double[]> right,
      SharedArray<double[]> product,
      int from,
      int to) {
    DoubleBuffer a = left.doubles();
    DoubleBuffer b = right.doubles();
    int n = (int) Math.sqrt(a.capacity());
    double[] other = new double[n];
    for (int row = from; row < to; row++) {
      double[] sums = new double[n];
      for (int k = 0; k < n; k++) {
        double factor = a.get(row * n + k);
        b.get(k * n, other);
        for (int column = 0; column < n; column++) {
          sums[column] += factor * other[column];
        }
      }
      product.put((long) row * n, sums);
    }
    return to - from;
  }
}
