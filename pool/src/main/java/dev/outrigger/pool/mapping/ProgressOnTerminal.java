package dev.outrigger.pool.mapping;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress as a bar; the only class that knows its library, which need not be there. */
final class ProgressOnTerminal implements Progress {
  private final ProgressBar bar;

  /** A total below zero is not known. */
  ProgressOnTerminal(PrintStream out, String title, long total) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(title)
            .setInitialMax(total)
            .showSpeed()
            .setConsumer(new ConsoleProgressBarConsumer(out))
            .build();
  }

  @Override
  public void advance(int items) {
    bar.stepBy(items);
  }

  @Override
  public void close() {
    bar.close();
  }
}
