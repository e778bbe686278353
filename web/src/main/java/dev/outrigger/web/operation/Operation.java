package dev.outrigger.web.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a route takes and answers. Immutable.
 *
 * @param summary in a few words; may be empty
 * @param description at length; may be empty
 * @param inputs the values that it takes, those of a form included
 */
public record Operation(
    String summary,
    String description,
    List<String> tags,
    boolean deprecated,
    List<OperationInput> inputs,
    Optional<OperationBody> body,
    List<OperationAnswer> answers) {
  private static final Operation UNKNOWN =
      new Operation("", "", List.of(), false, List.of(), Optional.empty(), List.of());

  /** Keeps copies of the lists. */
  public Operation {
    tags = List.copyOf(tags);
    inputs = List.copyOf(inputs);
    answers = List.copyOf(answers);
  }

  /** One that nothing is said about. */
  public static Operation unknown() {
    return UNKNOWN;
  }

  /** The same in other words. */
  public Operation described(
      String summary, String description, List<String> tags, boolean deprecated) {
    return new Operation(summary, description, tags, deprecated, inputs, body, answers);
  }

  /** The same with a body. */
  public Operation accepting(OperationBody body) {
    return new Operation(
        summary, description, tags, deprecated, inputs, Optional.of(body), answers);
  }

  /** The same with one more answer, in place of one of the same status. */
  public Operation answering(OperationAnswer answer) {
    var all = new ArrayList<>(answers);
    all.removeIf(known -> known.status() == answer.status());
    all.add(answer);
    return new Operation(summary, description, tags, deprecated, inputs, body, all);
  }
}
