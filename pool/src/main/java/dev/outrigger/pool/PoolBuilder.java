package dev.outrigger.pool;

import dev.outrigger.pool.process.Settings;
import java.io.ObjectInputFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a pool; each says here what it means, what it is by default, and its key
 * for {@link #configure}. {@link PoolSize}, {@link Retries}, {@link Quarantine}, {@link Recycling}
 * and {@link StartupCache} say the same of theirs.
 *
 * <p>A value out of the range that is named here is refused at once with {@link
 * IllegalArgumentException}, which names the option, the value and the rule.
 */
public final class PoolBuilder {
  private final Choices chosen = new Choices();
  private String name = "pool";
  private Optional<RemoteCallable<? extends @Nullable Object>> initializer = Optional.empty();

  PoolBuilder() {}

  /**
   * Sets options by their keys. Sizes are written "512m", times "500ms" or "2s", lists with commas.
   * An unknown key and a wrong value are refused in one line that names both.
   */
  public PoolBuilder configure(Map<String, String> values) {
    return Keys.apply(this, Given.by(Check.texts(values, "values")));
  }

  /** The same from a file, as read by {@link Properties#load}; what is no text is refused too. */
  public PoolBuilder configure(Properties values) {
    return Keys.apply(this, Given.by(Check.given(values, "values")));
  }

  /**
   * Sets options from this process's environment and its system properties, which win: with the
   * prefix "outrigger.pool" the key {@code size.max} is the property "outrigger.pool.size.max" and
   * the variable "OUTRIGGER_POOL_SIZE_MAX".
   */
  public PoolBuilder configureFrom(String prefix) {
    return Keys.apply(this, Given.here(prefix));
  }

  /**
   * Name in threads, logs ("dev.outrigger.pool.NAME") and errors. Not blank. Default: "pool". Key:
   * {@code name}.
   */
  public PoolBuilder name(String value) {
    name = Check.text(value, "name");
    return this;
  }

  /**
   * How many workers it keeps, both at least and at most. 1 to 1024. Default: one for each
   * processor that this process may use, if the memory of {@link #heapPerWorker} bears it. Key:
   * {@code size}.
   */
  public PoolBuilder size(int value) {
    chosen.plan().size(value);
    return this;
  }

  /** How many workers it keeps and how many it grows to, with growth, shrinking and spares. */
  public PoolBuilder size(PoolSize value) {
    chosen.plan().size(value);
    return this;
  }

  /**
   * How many tasks may wait for a worker; what one more meets is {@link #whenFull}. At least 1.
   * Default: 1000. Key: {@code queue.capacity}.
   */
  public PoolBuilder queueCapacity(int value) {
    chosen.plan().queueCapacity(value);
    return this;
  }

  /** What a task meets that finds the queue full. Default: reject. Key: {@code queue.when-full}. */
  public PoolBuilder whenFull(WhenFull value) {
    chosen.plan().whenFull(value);
    return this;
  }

  /**
   * How long a task must wait to count as one priority higher, so that none waits for ever. Above
   * zero, at most a day. Default: 10 s. Key: {@code queue.ageing}.
   */
  public PoolBuilder ageing(Duration value) {
    chosen.plan().ageing(value);
    return this;
  }

  /**
   * For tasks that don't say otherwise: the time from submission to the end. Above zero. Default:
   * none. Key: {@code task.deadline}.
   */
  public PoolBuilder deadline(Duration value) {
    chosen.terms().deadline(value);
    return this;
  }

  /**
   * For tasks that don't say otherwise: the time that they may run, from the moment when a worker
   * has them. Above zero. Default: none. Key: {@code task.run-limit}.
   */
  public PoolBuilder runLimit(Duration value) {
    chosen.terms().runLimit(value);
    return this;
  }

  /**
   * How long a task may take to stop once it is interrupted; then its process is killed. Zero or
   * more. Default: 500 ms; zero: it is killed at once. Key: {@code task.grace}.
   */
  public PoolBuilder grace(Duration value) {
    chosen.terms().grace(value);
    return this;
  }

  /** For tasks that don't say otherwise: whether they are run again. Default: never. */
  public PoolBuilder retries(Retries value) {
    chosen.terms().retries(value);
    return this;
  }

  /** Whether tasks are refused whose kind keeps killing workers. Default: they are not. */
  public PoolBuilder quarantine(Quarantine value) {
    chosen.plan().quarantine(value);
    return this;
  }

  /** When workers are replaced though they are well. Default: never. */
  public PoolBuilder recycling(Recycling value) {
    chosen.plan().recycling(value);
    return this;
  }

  /**
   * Largest heap of each worker, in bytes. At least 8 MiB. Default: the workers' part of what all
   * pools of this process may take together, which is half of the machine's (or the cgroup's)
   * memory less the largest heap of this process. A pool gets three quarters of what others have
   * left and gives it back at its end; a worker gets at least 64 and at most 512 MiB. Key: {@code
   * worker.heap}.
   */
  public PoolBuilder heapPerWorker(long bytes) {
    chosen.launch().heap(bytes);
    return this;
  }

  /**
   * How much the workers stand back for everything else on the machine, from 0 (not at all) to 19,
   * as the program "nice" takes it. Default: 10, so that a busy pool never starves its server. Key:
   * {@code worker.niceness}.
   */
  public PoolBuilder niceness(int value) {
    chosen.launch().niceness(value);
    return this;
  }

  /**
   * More arguments for the worker JVMs, after the pool's own. Default: none. Key: {@code
   * worker.jvm-arguments}, separated by blanks.
   */
  public PoolBuilder jvmArguments(List<String> values) {
    chosen.launch().jvmArguments(values);
    return this;
  }

  /**
   * Where workers find classes. Default: the URLs of the context class loader and its parents, then
   * the class path and the module path of this JVM. Key: {@code worker.class-path}, as a class path
   * is written.
   */
  public PoolBuilder classPath(List<Path> entries) {
    chosen.launch().classPath(entries);
    return this;
  }

  /**
   * Variables of the workers' environment, beside those of this process or instead of them. No name
   * is empty or has a '='. Default: none, so that workers see what this process sees. Key: {@code
   * worker.environment}, as {@code A=1,B=2}.
   */
  public PoolBuilder environment(Map<String, String> values) {
    chosen.launch().environment(values);
    return this;
  }

  /**
   * The folder that workers run in. It must be there. Default: this process's own. Key: {@code
   * worker.directory}.
   */
  public PoolBuilder directory(Path value) {
    chosen.launch().directory(value);
    return this;
  }

  /** Whether and where that is kept which makes workers start quicker. Default: it is. */
  public PoolBuilder startupCache(StartupCache value) {
    chosen.launch().startupCache(value);
    return this;
  }

  /**
   * Runs in each new worker before its first task, for what takes long to load. What it returns
   * stays in the worker, where tasks find it by {@link WorkerState#of}; it is never sent, so it
   * need not be serializable. It counts as part of the start, within {@link #startupTimeout}; what
   * it throws is told to tasks that wait as STARTUP. It can't use {@link TaskContext#pool}.
   * Default: none. No key: it is code.
   */
  public PoolBuilder initializer(RemoteCallable<? extends @Nullable Object> factory) {
    initializer = Check.some(factory, "initializer");
    return this;
  }

  /**
   * How long a worker may take until it is ready; then it is killed. Above zero. Default: 30 s.
   * Key: {@code worker.startup-timeout}.
   */
  public PoolBuilder startupTimeout(Duration value) {
    chosen.plan().startupTimeout(value);
    return this;
  }

  /**
   * How long a worker may leave a task untouched that was sent to it; then it is taken for hung and
   * killed, and the task goes to another. Above zero. Default: 10 s. Key: {@code
   * worker.hung-after}.
   */
  public PoolBuilder hungAfter(Duration value) {
    chosen.plan().hungAfter(value);
    return this;
  }

  /**
   * Largest task with its arguments, and largest result, in bytes. Both sides hold it in memory at
   * once. 64 KiB to 1 GiB. Default: 64 MiB. Key: {@code max-frame}.
   */
  public PoolBuilder maxFrame(int bytes) {
    chosen.messages().maxFrame(bytes);
    return this;
  }

  /** What arguments and results may consist of, and how they are written. */
  public PoolBuilder contents(Contents value) {
    chosen.messages().contents(value);
    return this;
  }

  /** Writes and reads arguments and results by this; see {@link Contents#codec}. */
  public PoolBuilder codec(Class<? extends Codec> type) {
    return contents(chosen.messages().contents().withCodec(type));
  }

  /** Reads these classes and packages from workers too; see {@link Contents#allowed}. */
  public PoolBuilder allow(String... names) {
    return contents(
        chosen.messages().contents().allowing(Arrays.asList(Check.given(names, "names"))));
  }

  /** Decides in place of the default list what is read; see {@link Contents#filter}. */
  public PoolBuilder serialFilter(ObjectInputFilter filter) {
    return contents(chosen.messages().contents().withFilter(filter));
  }

  /**
   * What travels with each task, asked for on the thread that submits it, beside what {@link
   * ContextCarrier}s bring: a task reads it as {@link TaskContext#context}. Under the key
   * "traceparent" it is W3C's header, whose trace then stands in the tags of log lines. At most 100
   * entries, no key with a colon at its beginning; one that breaks this, or throws, is left out
   * with a line in the log. Default: nothing, which costs one byte.
   */
  public PoolBuilder context(Supplier<Map<String, String>> values) {
    chosen.messages().context(values);
    return this;
  }

  Choices chosen() {
    return chosen;
  }

  /**
   * Starts the pool; its workers get ready in the background. Refuses options that contradict each
   * other, such as a least size above the most.
   */
  public ProcessPool build() {
    return new ProcessPool(settings(), initializer.map(Object::getClass));
  }

  Settings settings() {
    return chosen.settings(name, initializer);
  }
}
