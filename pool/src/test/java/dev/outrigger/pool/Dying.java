package dev.outrigger.pool;

import static java.lang.constant.ConstantDescs.CD_Object;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;

/** Every way to die, or to be of no more use, that code of the user has in its worker. */
enum Dying {
  EXCEPTION,
  ERROR,
  EXIT,
  HALT,
  SIGKILL,
  SIGSEGV,
  HEAP_EXHAUSTION,
  METASPACE_EXHAUSTION,
  STACK_OVERFLOW,
  ENDLESS_LOOP,
  SIGSTOP,
  DEADLOCK,
  CLOSED_SOCKET,
  GARBAGE_FRAME,
  TRUNCATED_FRAME,
  OVERSIZED_FRAME;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final byte RESULT = 4;
  private static final int KILL = 9;
  private static final int STOP = 19;

  /** Does it. Comes back only from those that throw. */
  int here() {
    try {
      return attempt();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private int attempt() throws Throwable {
    return switch (this) {
      case EXCEPTION -> throw new IllegalStateException("on purpose");
      case ERROR -> throw new AssertionError("on purpose");
      case EXIT -> Work.exit(5);
      case HALT -> Work.halt(6);
      case SIGKILL -> signal(KILL);
      case SIGSEGV -> Work.writeToNowhere();
      case HEAP_EXHAUSTION -> Work.allocate();
      case METASPACE_EXHAUSTION -> defineClasses();
      case STACK_OVERFLOW -> Work.recurse(0);
      case ENDLESS_LOOP -> loop(1);
      case SIGSTOP -> signal(STOP);
      case DEADLOCK -> deadlock();
      case CLOSED_SOCKET -> closeSockets();
      case GARBAGE_FRAME -> say(frame(0, (byte) 99));
      case TRUNCATED_FRAME -> {
        say(frame(100, RESULT));
        yield Work.halt(6);
      }
      case OVERSIZED_FRAME -> say(frame(Integer.MAX_VALUE - 9, RESULT));
    };
  }

  private static int loop(long turns) {
    long now = turns;
    while (now != 0) {
      now += 2;
    }
    return (int) now;
  }

  private static int deadlock() throws InterruptedException, BrokenBarrierException {
    Object one = new Object();
    Object other = new Object();
    CyclicBarrier both = new CyclicBarrier(2);
    Thread.ofPlatform().daemon().start(() -> lock(one, other, both));
    return lock(other, one, both);
  }

  private static int lock(Object first, Object second, CyclicBarrier both) {
    synchronized (first) {
      try {
        both.await();
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException(e);
      }
      synchronized (second) {
        return 0;
      }
    }
  }

  private static int defineClasses() throws IllegalAccessException {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of("dev.outrigger.pool.Filling"),
                type -> {
                  for (int i = 0; i < 2000; i++) {
                    type.withField("field" + i, CD_Object, 0);
                  }
                });
    List<Class<?>> kept = new ArrayList<>();
    while (!kept.contains(Object.class)) {
      kept.add(
          MethodHandles.lookup().defineHiddenClass(bytes, false, ClassOption.STRONG).lookupClass());
    }
    return kept.size();
  }

  private static int closeSockets() throws Throwable {
    MethodHandle close = function("close", FunctionDescriptor.of(INT, INT));
    for (int socket : sockets()) {
      int _ = (int) close.invokeExact(socket);
    }
    return waitForTheEnd();
  }

  private static ByteBuffer frame(int payload, byte type) {
    return ByteBuffer.allocate(13).putInt(payload + 9).put(type).putLong(1).flip();
  }

  private static int say(ByteBuffer words) throws Throwable {
    MethodHandle write =
        function(
            "write",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG, INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes =
          arena.allocate(words.remaining()).copyFrom(MemorySegment.ofBuffer(words));
      for (int socket : sockets()) {
        long _ = (long) write.invokeExact(socket, bytes, bytes.byteSize());
      }
    }
    return words.get(4) == RESULT && words.getInt(0) < 1000 ? 0 : waitForTheEnd();
  }

  private static int waitForTheEnd() {
    while (true) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException _) {
        // Whoever wants this over has to kill it.
      }
    }
  }

  /** The worker has one socket: the way to its parent. */
  private static List<Integer> sockets() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files
          .filter(file -> target(file).startsWith("socket:"))
          .map(file -> Integer.parseInt(file.getFileName().toString()))
          .toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException _) {
      return "";
    }
  }

  private static int signal(int number) throws Throwable {
    MethodHandle kill = function("kill", FunctionDescriptor.of(INT, INT, INT));
    int _ = (int) kill.invokeExact((int) ProcessHandle.current().pid(), number);
    return waitForTheEnd();
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, FunctionDescriptor signature) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), signature);
  }
}
