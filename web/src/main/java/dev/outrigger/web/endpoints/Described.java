package dev.outrigger.web.endpoints;

import dev.outrigger.http.RequestBody;
import dev.outrigger.web.binding.Default;
import dev.outrigger.web.binding.Describe;
import dev.outrigger.web.binding.InProcess;
import dev.outrigger.web.endpoints.Input.From;
import dev.outrigger.web.forms.FormData;
import dev.outrigger.web.forms.MultipartForm;
import dev.outrigger.web.json.Json;
import dev.outrigger.web.operation.Operation;
import dev.outrigger.web.operation.OperationAnswer;
import dev.outrigger.web.operation.OperationBody;
import dev.outrigger.web.operation.OperationInput;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Describes a method by what was found out about it. */
final class Described {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data";

  private Described() {}

  static Operation of(Method method, List<Input> inputs, int status) {
    var values = new ArrayList<OperationInput>();
    Optional<OperationBody> body = Optional.empty();
    for (Input input : inputs) {
      Slot slot = input.slot();
      if (input.from() == From.BODY) {
        body = Optional.of(body(slot));
      } else if (slot.type() == FormData.class) {
        body = Optional.of(new OperationBody(slot.type(), List.of(FORM, MULTIPART), true));
      } else if (slot.type() == MultipartForm.class) {
        body = Optional.of(new OperationBody(slot.type(), List.of(MULTIPART), true));
      } else if (input.from() != From.REQUEST) {
        add(values, slot, input.argument().apply(Json.standard()));
      }
    }
    Operation operation =
        Operation.unknown()
            .named(method.getName())
            .taking(values)
            .answering(
                new OperationAnswer(
                    status,
                    method.getReturnType() == void.class
                        ? Optional.empty()
                        : Optional.of(method.getGenericReturnType())));
    if (method.isAnnotationPresent(Deprecated.class)) {
      operation = operation.outdated();
    }
    if (body.isPresent()) {
      operation = operation.accepting(body.get());
    }
    if (!values.isEmpty() || body.isPresent()) {
      operation = operation.answeringProblem(422);
    }
    if (method.isAnnotationPresent(InProcess.class)) {
      // The worker is lost, or the queue for it is full.
      operation = operation.answeringProblem(502).answeringProblem(503);
    }
    Describe said = method.getAnnotation(Describe.class);
    return said == null ? operation : described(operation, said);
  }

  private static Operation described(Operation operation, Describe said) {
    Operation all = operation.described(said.summary(), said.description(), List.of(said.tags()));
    for (int status : said.problems()) {
      all = all.answeringProblem(status);
    }
    return all;
  }

  private static OperationBody body(Slot slot) {
    boolean required = !slot.nullable() && Arity.of(slot.type()) != Arity.AT_MOST_ONE;
    if (slot.type() == String.class) {
      return new OperationBody(slot.type(), List.of("text/plain"), required);
    }
    return slot.type() == byte[].class || slot.type() == RequestBody.class
        ? new OperationBody(slot.type(), List.of("*/*"), required)
        : OperationBody.json(slot.type(), required);
  }

  private static void add(List<OperationInput> values, Slot slot, Argument argument) {
    switch (argument) {
      case TextArgument text -> values.add(value(slot, text.place().label(), text.name()));
      case FileArgument file -> values.add(value(slot, "form", file.name()));
      case RecordArgument record -> {
        RecordComponent[] parts = record.type().getRecordComponents();
        for (int i = 0; i < parts.length; i++) {
          add(values, Slot.of(parts[i]), record.components().get(i));
        }
      }
      default -> {}
    }
  }

  private static OperationInput value(Slot slot, String in, String name) {
    Optional<String> otherwise = slot.said(Default.class, Default::value);
    boolean required =
        otherwise.isEmpty() && !slot.nullable() && Arity.of(slot.type()) == Arity.ONE;
    return new OperationInput(
        in,
        name,
        slot.type(),
        required,
        otherwise,
        Constraints.ofSlot(slot),
        Constraints.ofContents(slot));
  }
}
