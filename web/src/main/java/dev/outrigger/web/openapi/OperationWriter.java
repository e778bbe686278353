package dev.outrigger.web.openapi;

import dev.outrigger.web.RouteInfo;
import dev.outrigger.web.operation.Operation;
import dev.outrigger.web.operation.OperationBody;
import dev.outrigger.web.operation.OperationInput;
import dev.outrigger.web.operation.OperationLogin;
import dev.outrigger.web.routing.PathTemplate;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.servers.ServerVariable;
import io.swagger.v3.oas.models.servers.ServerVariables;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** One route as an operation. */
final class OperationWriter {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9{]+");

  private final InputWriter inputs;
  private final AnswerWriter answers;
  private final Components components;
  private final Set<String> ids = new HashSet<>();

  OperationWriter(JsonMapper mapper, Schemas schemas, Problems problems, Components components) {
    this.inputs = new InputWriter(schemas);
    this.answers = new AnswerWriter(mapper, schemas, problems);
    this.components = components;
  }

  /**
   * The operation of a route.
   *
   * @param names what the document calls the parameters of its path
   */
  io.swagger.v3.oas.models.Operation of(RouteInfo route, PathTemplate path, List<String> names) {
    Operation known = route.operation();
    var operation = new io.swagger.v3.oas.models.Operation();
    if (!known.summary().isEmpty()) {
      operation.setSummary(known.summary());
    }
    if (!known.description().isEmpty()) {
      operation.setDescription(known.description());
    }
    known.tags().forEach(operation::addTagsItem);
    if (known.deprecated()) {
      operation.setDeprecated(true);
    }
    List<Parameter> parameters = inputs.parameters(path, names, known);
    if (!parameters.isEmpty()) {
      operation.setParameters(parameters);
    }
    inputs.body(known).ifPresent(operation::setRequestBody);
    operation.setResponses(answers.of(known, refusals(known, !names.isEmpty())));
    login(operation, known);
    if (!route.host().isEmpty()) {
      operation.addServersItem(server(route.host()));
    }
    operation.setOperationId(id(route, path));
    return operation;
  }

  /** What the framework answers by itself to requests that do not fit. */
  private static Set<Integer> refusals(Operation operation, boolean hasPathParameters) {
    var statuses = new TreeSet<Integer>();
    if (hasPathParameters) {
      // Malformed escapes, and what does not fit the types.
      statuses.addAll(List.of(400, 404));
    }
    for (OperationInput input : operation.inputs()) {
      switch (input.in()) {
        case "form" -> statuses.addAll(List.of(400, 413, 415));
        case "query" -> statuses.add(400);
        default -> {}
      }
    }
    if (operation.body().isPresent()) {
      OperationBody body = operation.body().get();
      statuses.addAll(List.of(400, 413));
      if (body.mediaTypes().stream()
          .anyMatch(type -> type.startsWith("application/") || type.startsWith("multipart/"))) {
        statuses.add(415);
      }
    }
    return statuses;
  }

  private void login(io.swagger.v3.oas.models.Operation operation, Operation known) {
    for (OperationLogin way : known.logins()) {
      String name = schemeName(way);
      components.addSecuritySchemes(name, scheme(way));
      operation.addSecurityItem(new SecurityRequirement().addList(name));
    }
    if (!known.logins().isEmpty() && !known.loginDemanded()) {
      operation.addSecurityItem(new SecurityRequirement());
    }
  }

  private static String schemeName(OperationLogin way) {
    String kind = way.kind().name().toLowerCase(Locale.ROOT);
    return way.name().isEmpty() ? kind : kind + "-" + way.name().replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private static SecurityScheme scheme(OperationLogin way) {
    var scheme = new SecurityScheme();
    return switch (way.kind()) {
      case BASIC -> scheme.type(SecurityScheme.Type.HTTP).scheme("basic");
      case BEARER -> scheme.type(SecurityScheme.Type.HTTP).scheme("bearer");
      case COOKIE ->
          scheme.type(SecurityScheme.Type.APIKEY).in(SecurityScheme.In.COOKIE).name(way.name());
      case HEADER ->
          scheme.type(SecurityScheme.Type.APIKEY).in(SecurityScheme.In.HEADER).name(way.name());
    };
  }

  private static Server server(String host) {
    if (!host.startsWith("*.")) {
      return new Server().url("//" + host);
    }
    var variables = new ServerVariables();
    variables.addServerVariable("name", new ServerVariable()._default("www"));
    return new Server().url("//{name}" + host.substring(1)).variables(variables);
  }

  /** The name of the route or of its method; else one that is made of its path. */
  private String id(RouteInfo route, PathTemplate path) {
    String known = route.name().orElse(route.operation().id());
    String base = known.isEmpty() ? made(route.method(), path) : known;
    String id = base;
    for (int i = 2; !ids.add(id); i++) {
      id = base + i;
    }
    return id;
  }

  private static String made(String method, PathTemplate path) {
    List<String> names = path.names();
    var id = new StringBuilder(method.toLowerCase(Locale.ROOT));
    for (String part : BETWEEN_WORDS.split(path.written(names::get), -1)) {
      String word = part.startsWith("{") ? "by" + capital(part.substring(1)) : part;
      id.append(capital(word));
    }
    return id.toString();
  }

  private static String capital(String word) {
    return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
