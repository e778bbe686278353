import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.ProcessPool;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.pool.TaskOptions;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A regular expression that a user gave, under a deadline. Some patterns take longer than the
 * universe will last, and java.util.regex looks at no interrupt: only a process can be stopped.
 *
 * <pre>
 *   java -cp pool/target/outrigger-pool-0.1.0-SNAPSHOT.jar examples/pool/UserRegex.java \
 *       '(.*,){12}P' 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28
 * </pre>
 */
public final class UserRegex {
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length < 2) {
      System.err.println("usage: UserRegex PATTERN TEXT");
      System.exit(2);
    }
    String pattern = arguments[0];
    String text = arguments[1];
    TaskOptions aSecond =
        TaskOptions.defaults().within(Duration.ofSeconds(1)).withGrace(Duration.ofSeconds(1));
    try (ProcessPool pool = ProcessPool.builder().name("regex").size(1).build()) {
      // The first call waits for the worker to start; a deadline would count that too.
      System.out.println("harmless: " + pool.call(UserRegex::found, "b+", "abbbc"));
      try {
        boolean found = pool.with(aSecond).call(UserRegex::found, pattern, text);
        System.out.println("yours: " + found);
      } catch (TaskFailedException e) {
        switch (e.failure()) {
          case FailureCause.DeadlineExceeded _ -> {
            System.out.println("yours: given up, " + e.getMessage());
            e.evidence()
                .stack()
                .ifPresent(stack -> System.out.println("it was at\n" + head(stack)));
          }
          default -> System.out.println("yours: " + e.getMessage());
        }
      }
      System.out.println("harmless again: " + pool.call(UserRegex::found, "b+", "abbbc"));
    }
  }

  /** Runs in a worker process. */
  static boolean found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).find();
  }

  private static String head(String stack) {
    return String.join("\n", stack.lines().limit(4).toList());
  }
}
