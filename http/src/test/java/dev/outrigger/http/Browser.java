package dev.outrigger.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Chromium without a window, in processes of its own that end with it. */
public final class Browser implements AutoCloseable {
  private final Process process;

  private Browser(Process process) {
    this.process = process;
  }

  /**
   * Opens a page.
   *
   * @param folder where its profile goes
   * @param options more than it needs anyway
   */
  public static Browser visiting(String address, Path folder, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("profile"),
                "--remote-debugging-port=0"));
    command.addAll(List.of(options));
    command.add(address);
    return new Browser(
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    var _ = process.destroyForcibly().onExit().join();
  }
}
