package dev.outrigger.web.endpoints;

import dev.outrigger.web.binding.InProcess;
import dev.outrigger.web.binding.Status;
import dev.outrigger.web.endpoints.Input.From;
import dev.outrigger.web.json.Json;
import dev.outrigger.web.operation.Operation;
import jakarta.validation.ValidationException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A method that answers a route, understood and checked. */
public final class EndpointMethod {
  private final Mapping mapping;
  private final String where;
  private final List<Input> inputs;
  private final MethodHandle handle;
  private final Method method;
  private final boolean inProcess;

  private EndpointMethod(
      Mapping mapping, String where, List<Input> inputs, MethodHandle handle, Method method) {
    this.mapping = mapping;
    this.where = where;
    this.inputs = inputs;
    this.handle = handle;
    this.method = method;
    this.inProcess = method.isAnnotationPresent(InProcess.class);
  }

  /**
   * Understands a method.
   *
   * @param ownNames the names in its own path
   * @param allNames those in front of it too, of mounts
   */
  static EndpointMethod of(
      Object owner,
      Method method,
      Mapping mapping,
      List<String> ownNames,
      List<String> allNames,
      Class<?> requestType) {
    String where = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    try {
      requireCallable(method, owner);
      var inputs = new ArrayList<Input>();
      var rules = new Inputs(mapping.verb(), allNames, requestType);
      Parameter[] parameters = method.getParameters();
      for (int i = 0; i < parameters.length; i++) {
        inputs.add(rules.of(Slot.of(parameters[i], i, where)));
      }
      requireOneBody(inputs);
      requireNames(inputs, ownNames, where);
      if (method.isAnnotationPresent(InProcess.class)) {
        Crossing.requirePossible(method, inputs, where);
      }
      return new EndpointMethod(mapping, where, inputs, handle(owner, method), method);
    } catch (IllegalAccessException closed) {
      throw new IllegalArgumentException(where + " can't be called: " + closed.getMessage());
    }
  }

  private static void requireCallable(Method method, Object owner) throws IllegalAccessException {
    if (Modifier.isPrivate(method.getModifiers())) {
      throw new IllegalAccessException("it is private; make it public, or leave the word away");
    }
    if (owner instanceof Class<?> && !Modifier.isStatic(method.getModifiers())) {
      throw new IllegalAccessException(
          "it is not static, but only its class was given; write app.endpoints(new "
              + method.getDeclaringClass().getSimpleName()
              + "(..))");
    }
  }

  private static void requireOneBody(List<Input> inputs) {
    Input first = null;
    for (Input input : inputs) {
      if (input.from() == From.BODY || input.from() == From.FORM) {
        if (first == null) {
          first = input;
        } else if (first.from() != From.FORM || input.from() != From.FORM) {
          throw input
              .slot()
              .refusal(
                  "comes from the body, as "
                      + first.slot().where()
                      + " does; a request has one, so put both into a record");
        }
      }
    }
  }

  private static void requireNames(List<Input> inputs, List<String> ownNames, String where) {
    var taken = new HashSet<String>();
    for (Input input : inputs) {
      if (input.from() == From.REQUEST) {
        // It may ask the request for them.
        return;
      }
      if (input.argument().apply(Json.standard()) instanceof TextArgument text
          && text.place() == Place.PATH) {
        taken.add(text.name());
      }
    }
    for (String name : ownNames) {
      if (!taken.contains(name)) {
        throw new IllegalArgumentException(
            where
                + " has no parameter for {"
                + name
                + "} of its path; add one of that name, compiled with -parameters, or"
                + " @FromPath(\""
                + name
                + "\")");
      }
    }
  }

  static MethodHandle handle(Object owner, Method method) throws IllegalAccessException {
    MethodHandle direct = Access.into(method.getDeclaringClass()).unreflect(method);
    MethodHandle bound = Modifier.isStatic(method.getModifiers()) ? direct : direct.bindTo(owner);
    return bound
        .asFixedArity()
        .asSpreader(Object[].class, method.getParameterCount())
        .asType(MethodType.methodType(Object.class, Object[].class));
  }

  /** Its name in Java. */
  public String name() {
    return method.getName();
  }

  /** The method of HTTP. */
  public String verb() {
    return mapping.verb();
  }

  /** The path as it is written at the method. */
  public String path() {
    return mapping.path();
  }

  /** The status of its answers, if it is not the usual one. */
  public OptionalInt status() {
    Status said = method.getAnnotation(Status.class);
    return said == null ? OptionalInt.empty() : OptionalInt.of(said.value());
  }

  /** Whether it is called in a worker process. */
  public boolean isInProcess() {
    return inProcess;
  }

  /** What it takes and answers. */
  public Operation operation() {
    return Described.of(method, inputs, status().orElse(isVoid() ? 204 : 200));
  }

  /** What it returns; of an Optional, what that holds. */
  public Class<?> answerType() {
    Class<?> returned = method.getReturnType();
    return returned == Optional.class
            && method.getGenericReturnType() instanceof ParameterizedType generic
            && generic.getActualTypeArguments()[0] instanceof Class<?> held
        ? held
        : returned;
  }

  /** Whether it returns nothing. */
  public boolean isVoid() {
    return method.getReturnType() == void.class;
  }

  /** The way from a request to what the method returns; null for void. */
  public EndpointCall call(Json json) {
    var records = new RecordChecks(json);
    Argument[] arguments = new Argument[inputs.size()];
    boolean ofFiles = false;
    for (int i = 0; i < arguments.length; i++) {
      Input input = inputs.get(i);
      try {
        Argument argument = input.argument().apply(json);
        if (argument instanceof BodyArgument body) {
          records.requireDefaults(body.body().type());
        }
        ofFiles |= argument.isOfFiles();
        arguments[i] = Checked.of(argument, input.slot(), records);
      } catch (ValidationException wrong) {
        throw input.slot().refusal("has a constraint that can't be: " + wrong.getMessage());
      } catch (IllegalAccessException closed) {
        throw input.slot().refusal("can't be checked: " + closed.getMessage());
      }
    }
    return inProcess
        ? EndpointCall.inProcess(arguments, ofFiles, new Crossing.Target(method), where)
        : new EndpointCall(arguments, ofFiles, handle);
  }

  /** The class and the name. */
  @Override
  public String toString() {
    return where;
  }
}
