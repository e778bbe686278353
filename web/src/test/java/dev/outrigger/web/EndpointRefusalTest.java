package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.Scope;
import dev.outrigger.web.binding.Default;
import dev.outrigger.web.binding.FromForm;
import dev.outrigger.web.binding.FromPath;
import dev.outrigger.web.binding.FromQuery;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.binding.InProcess;
import dev.outrigger.web.binding.Post;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods that no request could call are refused at the start, in one line that names them. */
@SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable", "NullablePrimitive"})
class EndpointRefusalTest {

  record Item(String name) {}

  record Counted(String name, @Default("many") int count) {}

  record Basket(List<Optional<Counted>> items) {}

  record Rated(@Min(1) @Default("0") int stars) {}

  record Mailed(@Email Optional<String> mail) {}

  record Sized(@NotBlank String name, List<Inner> inner) {}

  record Inner(@Size(max = 3) int number) {}

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            new Object() {
              @Post("/a")
              int mail(Mailed mailed) {
                return 1;
              }
            },
            "Mailed.mail has @Email, which does not fit java.util.Optional<java.lang.String>;"
                + " a constraint of what an Optional or a list holds stands inside, as"
                + " Optional<@Email String>"),
        Arguments.of(
            new Object() {
              @Post("/a")
              int sized(Sized sized) {
                return 1;
              }
            },
            "Inner.number has @Size, which does not fit int"),
        Arguments.of(
            new Object() {
              @Get("/a")
              int sizedQuery(@FromQuery Inner inner) {
                return 1;
              }
            },
            "Inner.number has @Size, which does not fit int"),
        Arguments.of(
            new Object() {
              @Get("/a")
              int strange(Thread thread) {
                return 1;
              }
            },
            ".strange(thread) is of the type java.lang.Thread, which no request has; take a simple"
                + " type, a record, or a class with a public static method valueOf(String), or"
                + " write @FromBody to read JSON as it"),
        Arguments.of(
            new Object() {
              @Get("/a/{id}")
              int forgotten() {
                return 1;
              }
            },
            ".forgotten has no parameter for {id}"),
        Arguments.of(
            new Object() {
              @Get("/a")
              int absent(@FromPath int id) {
                return 1;
              }
            },
            ".absent(id) is to come from {id}, but the path has only []"),
        Arguments.of(
            new Object() {
              @Post("/a")
              int twice(Item one, Item two) {
                return 1;
              }
            },
            ".twice(two) comes from the body, as "),
        Arguments.of(
            new Object() {
              @Post("/a")
              int both(Item one, @FromForm String two) {
                return 1;
              }
            },
            ".both(two) comes from the body, as "),
        Arguments.of(
            new Object() {
              @Get("/a")
              int bodiless(Item item) {
                return 1;
              }
            },
            ".bodiless(item) is to come from the body, but GET has none"),
        Arguments.of(
            new Object() {
              @Get("/a")
              int wrong(@Default("many") int n) {
                return 1;
              }
            },
            ".wrong(n) has a @Default that does not fit: \"many\" is not a whole number"),
        Arguments.of(
            new Object() {
              @Get("/a")
              int hollow(@Nullable int n) {
                return 1;
              }
            },
            ".hollow(n) is a int, which can't be null"),
        Arguments.of(
            new Object() {
              @Get("/a")
              int deep(@FromQuery List<List<String>> n) {
                return 1;
              }
            },
            ".deep(n) is of the type java.util.List<java.util.List<java.lang.String>>"),
        Arguments.of(
            new Object() {
              @Get("/a")
              private int hidden() {
                return 1;
              }
            },
            ".hidden can't be called: it is private"),
        Arguments.of(
            new Object() {
              @Get("/a")
              int unfit(@Size(max = 3) int n) {
                return 1;
              }
            },
            ".unfit(n) has a constraint that can't be: "),
        Arguments.of(
            new Object() {
              @Get("/a")
              @InProcess
              int here() {
                return 1;
              }
            },
            ".here is @InProcess but not static"),
        Arguments.of(
            new Object() {
              @Get("/a")
              @InProcess
              static int scoped(Scope scope) {
                return 1;
              }
            },
            ".scoped(scope) is of the type dev.outrigger.runtime.Scope, which can't cross"),
        Arguments.of(
            new Object() {
              @Get("/a")
              @InProcess
              static int maybe(Optional<String> q) {
                return 1;
              }
            },
            ".maybe(q) is of the type java.util.Optional<java.lang.String>, which can't cross"),
        Arguments.of(
            new Object() {
              @Post("/a")
              int nested(Map<String, Basket> baskets) {
                return 1;
              }
            },
            "Counted(count) has a @Default that does not fit: \"many\" is not a whole number in"
                + " the range of int"),
        Arguments.of(
            new Object() {
              @Post("/a")
              int low(Rated rated) {
                return 1;
              }
            },
            "Rated(stars) has a @Default that its constraint refuses: \"0\" must be greater than"
                + " or equal to 1"),
        Arguments.of(
            new Object() {
              @Get("/a")
              Optional<Thread> plain() {
                return Optional.empty();
              }
            },
            ".plain returns Thread, which is no answer; make it a record, or return"
                + " Response.json(..) of it"),
        Arguments.of(
            new Object() {
              @Get("/a")
              CompletableFuture<String> later() {
                return new CompletableFuture<>();
              }
            },
            ".later returns CompletableFuture, which is no answer; wait for it in the method"),
        Arguments.of(
            new Object() {
              @Get("/a")
              int[] numbers() {
                return new int[1];
              }
            },
            ".numbers returns int[], which is no answer"),
        Arguments.of(new Object(), "java.lang.Object has no method that is annotated @Get"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void theLineSaysWhat(Object endpoints, String line) {
    assertThatThrownBy(() -> App.configured(app -> app.endpoints(endpoints)))
        .isInstanceOf(RouteException.class)
        .hasMessageContaining(line)
        .hasMessageNotContaining("\n");
  }
}
