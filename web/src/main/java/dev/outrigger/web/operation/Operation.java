package dev.outrigger.web.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a route takes and answers. Immutable.
 *
 * @param id a name for programs, as that of a method; may be empty
 * @param summary in a few words; may be empty
 * @param description at length; may be empty
 * @param hidden whether documents leave it out
 * @param inputs the values that it takes, those of a form included
 * @param logins the ways to log in, any of which will do
 */
public record Operation(
    String id,
    String summary,
    String description,
    List<String> tags,
    boolean deprecated,
    boolean hidden,
    List<OperationInput> inputs,
    Optional<OperationBody> body,
    List<OperationAnswer> answers,
    List<OperationLogin> logins,
    boolean loginDemanded) {
  private static final Operation UNKNOWN =
      new Operation(
          "",
          "",
          "",
          List.of(),
          false,
          false,
          List.of(),
          Optional.empty(),
          List.of(),
          List.of(),
          false);

  /** Keeps copies of the lists. */
  public Operation {
    tags = List.copyOf(tags);
    inputs = List.copyOf(inputs);
    answers = List.copyOf(answers);
    logins = List.copyOf(logins);
  }

  /** One that nothing is said about. */
  public static Operation unknown() {
    return UNKNOWN;
  }

  /** The same under a name for programs. */
  public Operation named(String name) {
    return change(c -> c.id = name);
  }

  /** The same in other words. */
  public Operation described(String summary, String description, List<String> tags) {
    return change(c -> {
      c.summary = summary;
      c.description = description;
      c.tags = tags;
    });
  }

  /** The same, not to be used any more. */
  public Operation outdated() {
    return change(c -> c.deprecated = true);
  }

  /** The same, left out of documents. */
  public Operation hide() {
    return change(c -> c.hidden = true);
  }

  /** The same with these values besides its own. */
  public Operation taking(List<OperationInput> more) {
    return change(c -> c.inputs = joined(inputs, more));
  }

  /** The same with a body. */
  public Operation accepting(OperationBody other) {
    return change(c -> c.body = other);
  }

  /** The same with one more answer, in place of one of the same status. */
  public Operation answering(OperationAnswer answer) {
    var all = new ArrayList<>(answers);
    all.removeIf(known -> known.status() == answer.status());
    all.add(answer);
    return change(c -> c.answers = all);
  }

  /** The same with a problem that it may answer, unless that status is known already. */
  public Operation answeringProblem(int status) {
    return answers.stream().anyMatch(known -> known.status() == status)
        ? this
        : answering(new OperationAnswer(status, Optional.empty()));
  }

  /** The same with one more way to log in. */
  public Operation loggingIn(OperationLogin way) {
    return logins.contains(way) ? this : change(c -> c.logins = joined(logins, List.of(way)));
  }

  /** The same, for those who are logged in. */
  public Operation demandingLogin() {
    return change(c -> c.loginDemanded = true).answeringProblem(401);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private Operation change(java.util.function.Consumer<Copy> change) {
    var copy = new Copy(this);
    change.accept(copy);
    return copy.made();
  }

  /** An operation while parts of it are replaced. */
  private static final class Copy {
    private String id;
    private String summary;
    private String description;
    private List<String> tags;
    private boolean deprecated;
    private boolean hidden;
    private List<OperationInput> inputs;
    private @Nullable OperationBody body;
    private List<OperationAnswer> answers;
    private List<OperationLogin> logins;
    private boolean loginDemanded;

    Copy(Operation of) {
      id = of.id;
      summary = of.summary;
      description = of.description;
      tags = of.tags;
      deprecated = of.deprecated;
      hidden = of.hidden;
      inputs = of.inputs;
      body = of.body.orElse(null);
      answers = of.answers;
      logins = of.logins;
      loginDemanded = of.loginDemanded;
    }

    Operation made() {
      return new Operation(
          id,
          summary,
          description,
          tags,
          deprecated,
          hidden,
          inputs,
          Optional.ofNullable(body),
          answers,
          logins,
          loginDemanded);
    }
  }
}
