package dev.outrigger.web.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.outrigger.http.RequestBody;
import dev.outrigger.web.App;
import dev.outrigger.web.Application;
import dev.outrigger.web.Problem;
import dev.outrigger.web.auth.Auth;
import dev.outrigger.web.auth.BasicAuth;
import dev.outrigger.web.auth.BearerAuth;
import dev.outrigger.web.auth.User;
import dev.outrigger.web.binding.Default;
import dev.outrigger.web.binding.Delete;
import dev.outrigger.web.binding.Describe;
import dev.outrigger.web.binding.FromBody;
import dev.outrigger.web.binding.FromCookie;
import dev.outrigger.web.binding.FromForm;
import dev.outrigger.web.binding.FromHeader;
import dev.outrigger.web.binding.FromQuery;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.binding.Patch;
import dev.outrigger.web.binding.Post;
import dev.outrigger.web.binding.Put;
import dev.outrigger.web.binding.Status;
import dev.outrigger.web.forms.UploadedFile;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** An application with something of everything that a document can tell. */
final class Shop implements Application {
  /** A token that the application knows. */
  static final String TOKEN = "a-token-of-sixteen-letters";

  enum Colour {
    RED,
    @JsonProperty("light-blue")
    BLUE
  }

  record Size2d(
      @Positive double width, @DecimalMin(value = "0", inclusive = false) BigDecimal height) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Item(
      UUID id,
      @NotBlank @Size(max = 40) String name,
      @Min(0) @Max(1000) int count,
      @Digits(integer = 4, fraction = 2) BigDecimal price,
      Colour colour,
      @Size(max = 5) List<@NotBlank @Size(max = 10) String> tags,
      Map<String, Size2d> sizes,
      Optional<LocalDate> since,
      @Nullable Instant changed,
      @Default("7") int weight,
      @Pattern(regexp = "[A-Z]{2}\\d{3}") String code,
      boolean isNew,
      byte[] picture,
      URI page,
      Duration lifetime,
      long total,
      short shelf) {}

  record Page<T>(List<T> items, int number, Optional<T> first) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Payment.Card.class, name = "card"),
    @JsonSubTypes.Type(value = Payment.Cash.class, name = "cash")
  })
  sealed interface Payment {
    record Card(@Pattern(regexp = "\\d{16}") String number) implements Payment {}

    record Cash(@PositiveOrZero BigDecimal given, @Nullable String note) implements Payment {}
  }

  record Order(
      @NotEmpty List<Line> lines, Payment payment, @Email String mail, @Nullable Order reorder) {}

  record Line(UUID item, @Positive int count) {}

  record Receipt(long number, Order order) {}

  record Filter(@Default("1") @Min(1) int page, @FromQuery("n") @Max(50) @Default("20") int size) {}

  static final class Items {
    @Get("/items")
    @Describe(summary = "Lists items", description = "A page of them.", tags = "items")
    Page<Item> all(
        @FromQuery Filter filter,
        Optional<Colour> colour,
        @Size(max = 3) List<@Size(min = 2, max = 9) String> tag,
        Set<DayOfWeek> day,
        @Default("true") boolean sorted) {
      return new Page<>(List.of(sample(UUID.randomUUID())), filter.page(), Optional.empty());
    }

    @Get("/items/{id}")
    @Describe(tags = "items")
    Optional<Item> one(UUID id) {
      return id.getMostSignificantBits() % 2 == 0 ? Optional.empty() : Optional.of(sample(id));
    }

    @Put("/items/{id}")
    @Describe(tags = "items")
    Item replace(UUID id, Item item) {
      return item;
    }

    @Patch("/items/{item}/tags")
    @Describe(tags = "items")
    List<String> tag(
        @dev.outrigger.web.binding.FromPath("item") UUID id, @FromBody List<String> tags) {
      return tags;
    }

    @Delete("/items/{key}")
    @Deprecated
    void remove(@dev.outrigger.web.binding.FromPath("key") UUID id) {}
  }

  static final class Orders {
    @Post("/orders")
    @Status(201)
    @Describe(summary = "Orders", tags = "orders", problems = 409)
    Receipt order(Order order, @FromHeader("X-Priority") @Default("5") @Max(9) int priority) {
      if (order.lines().size() > 3) {
        throw Problem.conflict("There is not that much");
      }
      return new Receipt(1, order);
    }

    @Get("/orders/{number}/total")
    BigDecimal total(long number, @FromCookie("team") Optional<String> team) {
      return new BigDecimal("12.50");
    }

    @Get("/orders/{number}/open")
    boolean isOpen(@Positive long number, @FromHeader List<Integer> part) {
      return true;
    }

    @Post("/orders/{number}/notes")
    String note(int number, @FromBody String text) {
      return text;
    }

    @Put("/orders/{number}/scan")
    @Status(202)
    byte[] scan(int number, @FromBody byte[] bytes) {
      return bytes;
    }

    @Post("/orders/{number}/raw")
    int raw(int number, RequestBody body) throws InterruptedException {
      return body.bytes().length;
    }

    @Get("/colours/{colour}")
    Colour colour(Colour colour) {
      return colour;
    }
  }

  static final class Forms {
    @Post("/contact")
    Map<String, String> contact(
        @FromForm @Email @Size(min = 3) String mail, @FromForm @Default("3") @Min(1) int stars) {
      return Map.of("mail", mail);
    }

    @Post("/photos")
    @Status(201)
    Map<String, Long> photo(
        @FromForm @NotBlank String title, UploadedFile photo, List<UploadedFile> more) {
      return Map.of("size", photo.size());
    }
  }

  static Item sample(UUID id) {
    return new Item(
        id,
        "spoon",
        3,
        new BigDecimal("4.50"),
        Colour.BLUE,
        List.of("new"),
        Map.of("box", new Size2d(1.5, BigDecimal.TEN)),
        Optional.empty(),
        null,
        7,
        "AB123",
        true,
        Base64.getDecoder().decode("AAEC"),
        URI.create("/items/" + id),
        Duration.ofHours(30),
        4_000_000_000L,
        (short) 3);
  }

  @Override
  public void configure(App app) throws Exception {
    app.withoutPool();
    // In front of the routes that it tells.
    OpenApi.of("Shop", "1.0").description("Sells *spoons*.").server("/").on(app);
    app.endpoints(new Items());
    app.endpoints(new Orders());
    app.endpoints(new Forms());
    app.get("/ping", _ -> "pong").describe("Answers", "", "other").answers(200, String.class);
    app.get("/lambda/{n:int}/{code:[a-z]{2}}", _ -> Map.of());
    app.get("/files/{name}.{kind}/{rest:path}", r -> r.path("rest")).answers(200, String.class);
    app.get("/pages", _ -> List.of())
        .named("allPages")
        .answers(200, new TypeReference<List<Page<Line>>>() {});
    app.post("/lines", r -> r.json(Line.class)).accepts(Line.class).answers(200, Line.class);
    app.webSocket("/chat", _ -> {});
    app.get("/secret", _ -> "hidden").hidden();
    app.mount(
        "/admin",
        admin -> {
          admin.use(
              BasicAuth.of((name, password) -> Optional.of(User.named(name))).optional(),
              BearerAuth.of(Map.of(TOKEN, User.named("ada"))));
          admin.get("/stock", _ -> Map.of("spoons", 3)).answers(200, Map.class);
          admin.delete("/stock", _ -> "").answers(200, String.class).use(Auth.require("boss"));
        });
  }
}
