package dev.outrigger.pool;

import dev.outrigger.pool.wording.Amounts;
import dev.outrigger.pool.wording.Told;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why a task failed. It can be sent on, as a task does that fails since a task of its own failed.
 */
public sealed interface FailureCause extends Serializable {
  /** A short fixed name for logs, metrics and answers to clients, such as {@code OS_KILL(9)}. */
  String label();

  /** What happened, as the middle of a sentence. */
  String description();

  /** The task itself threw; its worker lives on. */
  record TaskThrew(Throwable thrown) implements FailureCause {
    @Override
    public String label() {
      return "TASK_EXCEPTION";
    }

    @Override
    public String description() {
      return "it threw " + Told.of(thrown);
    }
  }

  /** The worker's heap was exhausted. */
  record HeapOutOfMemory() implements FailureCause {
    @Override
    public String label() {
      return "HEAP_OOM";
    }

    @Override
    public String description() {
      return "its worker ran out of heap";
    }
  }

  /**
   * The worker had no room for more classes. It has as much as it wants, unless JVM arguments set a
   * limit.
   */
  record MetaspaceOutOfMemory() implements FailureCause {
    @Override
    public String label() {
      return "METASPACE_OOM";
    }

    @Override
    public String description() {
      return "its worker ran out of Metaspace, where classes are kept";
    }
  }

  /**
   * A signal from outside ended the worker; 9 is also what the kernel's out-of-memory killer sends.
   * {@code Runtime.halt(128 + n)} can't be told from signal n.
   */
  record OsKill(int signal) implements FailureCause {
    @Override
    public String label() {
      return "OS_KILL(" + signal + ")";
    }

    @Override
    public String description() {
      return "its worker was killed by signal " + signal;
    }
  }

  /** Native code crashed the worker; {@code report} is the head of the JVM's error report. */
  record NativeCrash(String report) implements FailureCause {
    @Override
    public String label() {
      return "NATIVE_CRASH";
    }

    @Override
    public String description() {
      return "native code crashed its worker" + frame().map(line -> " in " + line).orElse("");
    }

    /** The frame that crashed, as the report names it, such as "C [libpng.so+0x1f2a]". */
    public Optional<String> frame() {
      List<String> lines = report.lines().toList();
      int title = lines.indexOf("# Problematic frame:");
      return title < 0 || title + 1 >= lines.size()
          ? Optional.empty()
          : Optional.of(lines.get(title + 1).replaceFirst("^#\\s*", "").strip())
              .filter(line -> !line.isEmpty());
    }
  }

  /**
   * The worker left by itself, as by {@code System.exit}. If it does not get done with that within
   * three seconds, as when a shutdown hook waits for something, it is killed: then the code is -1,
   * since the real one isn't known.
   */
  record Exit(int code) implements FailureCause {
    /** It did not end by itself. */
    public static final Exit KILLED = new Exit(-1);

    @Override
    public String label() {
      return code < 0 ? "EXIT" : "EXIT(" + code + ")";
    }

    @Override
    public String description() {
      return code < 0
          ? "its worker called System.exit, did not end within 3 s of that and was killed"
          : "its worker exited with status " + code;
    }
  }

  /**
   * The task was not done within its deadline.
   *
   * @param limit the time that it had
   * @param sinceStart whether that was counted from the moment when a worker had it; else from its
   *     submission
   */
  record DeadlineExceeded(Duration limit, boolean sinceStart) implements FailureCause {
    @Override
    public String label() {
      return "DEADLINE";
    }

    @Override
    public String description() {
      return sinceStart
          ? "it ran for longer than " + Amounts.time(limit)
          : "it was not done within " + Amounts.time(limit);
    }
  }

  /** No worker could be started to run it. */
  record StartupFailed(String reason) implements FailureCause {
    @Override
    public String label() {
      return "STARTUP";
    }

    @Override
    public String description() {
      return "no worker could be started: " + reason;
    }
  }

  /** The worker said something that the protocol does not allow. */
  record ProtocolBroken(String what) implements FailureCause {
    @Override
    public String label() {
      return "PROTOCOL";
    }

    @Override
    public String description() {
      return "the talk with its worker broke: " + what;
    }
  }

  /**
   * The two processes can't understand each other's objects: the worker can't read the task, or it
   * ran to its end and its result can't be sent, or not be read here. {@code what} says which part,
   * and what to do.
   */
  record TransferFailed(String what) implements FailureCause {
    @Override
    public String label() {
      return "TRANSFER";
    }

    @Override
    public String description() {
      return what;
    }
  }

  /** Its worker held more memory than a worker may, and was killed for it; both in bytes. */
  record MemoryLimit(long resident, long limit) implements FailureCause {
    @Override
    public String label() {
      return "MEMORY_LIMIT";
    }

    @Override
    public String description() {
      return "its worker held %s of memory, which is above the limit of %s"
          .formatted(Amounts.size(resident), Amounts.size(limit));
    }
  }

  /**
   * Its worker took a task and gave no sign of life for this time, so it was killed.
   *
   * @param silent how long
   * @param stopped whether its process stood still by a signal (SIGSTOP) after the task had begun;
   *     else it did not begin the task
   */
  record Hung(Duration silent, boolean stopped) implements FailureCause {
    @Override
    public String label() {
      return "HUNG";
    }

    @Override
    public String description() {
      return stopped
          ? "its worker stood still by a signal for " + Amounts.time(silent)
          : "its worker did not take it up within " + Amounts.time(silent);
    }
  }

  /** Tasks of this key had killed that many workers, so no more of them is tried for now. */
  record Quarantined(String key, int deaths, Duration left) implements FailureCause {
    @Override
    public String label() {
      return "QUARANTINED";
    }

    @Override
    public String description() {
      String how = left.isZero() ? "while one is tried" : "for another " + Amounts.time(left);
      return "tasks of the key \"%s\" killed %d workers and are refused %s"
          .formatted(key, deaths, how);
    }
  }
}
