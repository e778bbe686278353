package dev.outrigger.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares what two running servers pay for a request, in CPU time as the operating system counts
 * it. Rounds alternate between them, so that whatever else the machine does hits both.
 */
public final class HelloRatio {
  private static final int CONNECTIONS = 32;

  private HelloRatio() {}

  /**
   * Arguments: rounds, requests a round, highest ratio that passes (0: any), then for each of the
   * two servers its name, process id, port and probe port. The exit status is 1 above that ratio.
   */
  public static void main(String[] args) throws IOException {
    int rounds = Integer.parseInt(args[0]);
    long requests = Long.parseLong(args[1]);
    double highest = Double.parseDouble(args[2]);
    try (Server yardstick = new Server(args, 3);
        Server measured = new Server(args, 7)) {
      for (int i = 0; i < 4; i++) {
        yardstick.load.run(requests / 2);
        measured.load.run(requests / 2);
      }
      System.out.printf(
          Locale.ROOT, "%-8s %24s %24s %8s%n", "round", yardstick.name, measured.name, "ratio");
      // A machine drifts, so each round is judged by itself, and the two take turns at going first.
      List<Double> ratios = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        double first = round % 2 == 1 ? yardstick.round(requests) : measured.round(requests);
        double second = round % 2 == 1 ? measured.round(requests) : yardstick.round(requests);
        double a = round % 2 == 1 ? first : second;
        double b = round % 2 == 1 ? second : first;
        ratios.add(b / a);
        System.out.printf(
            Locale.ROOT, "%-8d %18.2f us/req %17.2f us/req %8.3f%n", round, a, b, b / a);
      }
      double ratio = median(ratios);
      System.out.printf(
          Locale.ROOT,
          "%-8s %18.2f us/req %17.2f us/req %8.3f%n",
          "median",
          median(yardstick.cpuMicros),
          median(measured.cpuMicros),
          ratio);
      System.out.printf(
          Locale.ROOT,
          "%-8s %19.0f B/req %18.0f B/req%n",
          "heap",
          median(yardstick.bytes),
          median(measured.bytes));
      if (highest > 0 && ratio > highest) {
        System.out.printf(Locale.ROOT, "FAILED: the ratio is above %.2f%n", highest);
        System.exit(1);
      }
    }
  }

  private static double median(List<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }

  private static final class Server implements AutoCloseable {
    private final String name;
    private final ProcessHandle process;
    private final int probePort;
    private final Load load;
    private final List<Double> cpuMicros = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();

    Server(String[] args, int from) throws IOException {
      this.name = args[from];
      this.process = ProcessHandle.of(Long.parseLong(args[from + 1])).orElseThrow();
      this.load = new Load(Integer.parseInt(args[from + 2]), CONNECTIONS);
      this.probePort = Integer.parseInt(args[from + 3]);
    }

    double round(long requests) throws IOException {
      long allocatedBefore = allocated();
      long cpuBefore = cpuNanos();
      load.run(requests);
      double micros = (cpuNanos() - cpuBefore) / 1000.0 / requests;
      cpuMicros.add(micros);
      bytes.add((double) (allocated() - allocatedBefore) / requests);
      return micros;
    }

    private long cpuNanos() {
      return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    private long allocated() throws IOException {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), probePort)) {
        return new DataInputStream(probe.getInputStream()).readLong();
      }
    }

    @Override
    public void close() throws IOException {
      load.close();
    }
  }
}
