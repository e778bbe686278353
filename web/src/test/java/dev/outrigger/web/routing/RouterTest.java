package dev.outrigger.web.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
  private final Router<String> router = new Router<>();

  @Test
  void literalPathsAreFoundExactly() {
    add("GET /", "GET /ping", "GET /ping/deep");
    assertThat(find("GET", "/")).isEqualTo("GET /");
    assertThat(find("GET", "/ping")).isEqualTo("GET /ping");
    assertThat(find("GET", "/ping/deep")).isEqualTo("GET /ping/deep");
    assertThat(find("GET", "/pin")).isEqualTo("none");
    assertThat(find("GET", "/ping/")).isEqualTo("none");
    assertThat(find("GET", "//ping")).isEqualTo("none");
    assertThat(find("GET", "/ping/deep/er")).isEqualTo("none");
    assertThat(find("GET", "ping")).isEqualTo("none");
    assertThat(find("GET", "")).isEqualTo("none");
    assertThat(find("GET", "*")).isEqualTo("none");
  }

  @Test
  void textParametersAreHandedOverDecoded() {
    add("GET /users/{user}/files/{file}");
    assertThat(values("/users/j%C3%BCrg/files/a%2Fb%20c+d", "user", "file"))
        .containsExactly("jürg", "a/b c+d");
  }

  @Test
  void anEmptySegmentIsNoParameter() {
    add("GET /users/{user}");
    assertThat(find("GET", "/users/")).isEqualTo("none");
  }

  @Test
  void integersMustFitAnInt() {
    add("GET /fib/{n:int}");
    for (String fits : new String[] {"0", "35", "-1", "007", "2147483647", "-2147483648", "%33"}) {
      assertThat(find("GET", "/fib/" + fits)).as(fits).isEqualTo("GET /fib/{n:int}");
    }
    for (String foreign :
        new String[] {
          "abc",
          "-",
          "+1",
          "1.5",
          "2147483648",
          "-2147483649",
          "99999999999999999999999",
          "٣",
          "%20"
        }) {
      assertThat(find("GET", "/fib/" + foreign)).as(foreign).isEqualTo("none");
    }
  }

  @Test
  void theMoreExactRouteWins() {
    add("GET /a/{text}", "GET /a/{n:int}", "GET /a/b");
    assertThat(find("GET", "/a/b")).isEqualTo("GET /a/b");
    assertThat(find("GET", "/a/5")).isEqualTo("GET /a/{n:int}");
    assertThat(find("GET", "/a/c")).isEqualTo("GET /a/{text}");
  }

  @Test
  void aBranchThatLeadsNowhereIsLeftForTheNext() {
    add("GET /a/b/c", "GET /a/{x}/d", "GET /{y}/b/e");
    assertThat(find("GET", "/a/b/d")).isEqualTo("GET /a/{x}/d");
    assertThat(values("/a/b/d", "x")).containsExactly("b");
    assertThat(find("GET", "/a/b/e")).isEqualTo("GET /{y}/b/e");
    assertThat(values("/a/b/e", "y")).containsExactly("a");
    assertThat(find("GET", "/a/b/f")).isEqualTo("none");
  }

  @Test
  void aLessExactRouteTakesTheMethodThatTheExactOneLacks() {
    add("GET /a/b", "POST /a/{x}");
    assertThat(find("POST", "/a/b")).isEqualTo("POST /a/{x}");
    assertThat(find("PUT", "/a/b")).isEqualTo("only GET, HEAD, OPTIONS, POST");
  }

  @Test
  void aWrongMethodNamesTheRightOnes() {
    add("POST /thumbnail", "GET /ping");
    assertThat(find("GET", "/thumbnail")).isEqualTo("only OPTIONS, POST");
    assertThat(find("DELETE", "/ping")).isEqualTo("only GET, HEAD, OPTIONS");
    assertThat(find("get", "/ping")).isEqualTo("only GET, HEAD, OPTIONS");
  }

  @Test
  void headFallsBackToGetUnlessItHasARouteOfItsOwn() {
    add("GET /ping", "GET /own", "HEAD /own");
    assertThat(find("HEAD", "/ping")).isEqualTo("GET /ping");
    assertThat(find("HEAD", "/own")).isEqualTo("HEAD /own");
  }

  @Test
  void literalsAreComparedAfterDecoding() {
    add("GET /größe");
    assertThat(find("GET", "/gr%C3%B6%C3%9Fe")).isEqualTo("GET /größe");
  }

  @Test
  void badEscapesAreToldApartFromMissingPaths() {
    add("GET /users/{user}");
    for (String bad : new String[] {"%", "%4", "%zz", "a%", "%C3", "%ff%fe", "%c0%af"}) {
      assertThat(find("GET", "/users/" + bad)).as(bad).startsWith("bad The path segment \"" + bad);
    }
  }

  @Test
  void theSameRequestsMayHaveDifferentParameterNamesForDifferentMethods() {
    add("GET /a/{x}", "POST /a/{y}");
    assertThat(values("/a/1", "x")).containsExactly("1");
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void severalTextsInASegmentCostNoMoreThanItsLengthWhenNothingFits() {
    add("GET /{a}-{b}-{c}-{d}.html");
    assertThat(find("GET", "/" + "-".repeat(8000))).isEqualTo("none");
  }

  @Test
  void severalTextsInASegmentEndAtTheFirstPlaceWhereTheyCan() {
    add("GET /{a}-{b}.{c}-{d}", "GET /n/{a}-{b}-{n:int}", "GET /x/{a}{b}-{c:[a-c]+}");
    assertThat(values("/1-2-3.4.5-6-7", "a", "b", "c", "d"))
        .containsExactly("1", "2-3", "4.5", "6-7");
    assertThat(values("/n/x-y-z-7", "a", "b", "n")).containsExactly("x", "y-z", "7");
    assertThat(values("/x/uvw-d-abc", "a", "b", "c")).containsExactly("u", "vw-d", "abc");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void severalTextsInASegmentAreThoseOfALazyExpression(long seed) {
    var random = new Random(seed);
    Pattern lazy = Pattern.compile("(.+?)-(.+?)\\.(.+?)-(.+?)");
    add("GET /{a}-{b}.{c}-{d}");
    for (int i = 0; i < 2000; i++) {
      var segment = new StringBuilder("x");
      for (int length = random.nextInt(12); length > 0; length--) {
        segment.append("ab-.".charAt(random.nextInt(4)));
      }
      Matcher expected = lazy.matcher(segment);
      if (!expected.matches()) {
        assertThat(find("GET", "/" + segment)).as(segment.toString()).isEqualTo("none");
      } else {
        assertThat(values("/" + segment, "a", "b", "c", "d"))
            .as(segment.toString())
            .containsExactly(
                expected.group(1), expected.group(2), expected.group(3), expected.group(4));
      }
    }
  }

  @Test
  void whatAnExpressionCantTakeForWantOfStackHasNoRoute() {
    add("GET /{slug:[a-z]+(?:-[a-z]+)*}");
    assertThat(find("GET", "/a-b-c")).startsWith("GET");
    assertThat(find("GET", "/" + "a-".repeat(1_000_000) + "a")).isEqualTo("none");
  }

  private void add(String... routes) {
    for (String route : routes) {
      String[] parts = route.split(" ", 2);
      router.add(parts[0], parts[1], route);
    }
  }

  private String find(String method, String path) {
    return switch (router.find(method, path)) {
      case Lookup.Match<String> match -> match.route().handler();
      case Lookup.WrongMethod<String>(var allowed) -> "only " + String.join(", ", allowed);
      case Lookup.NoSuchPath<String> _ -> "none";
      case Lookup.BadPath<String>(String reason) -> "bad " + reason;
    };
  }

  private String[] values(String path, String... names) {
    var match = (Lookup.Match<String>) router.find("GET", path);
    return java.util.Arrays.stream(names).map(match::value).toArray(String[]::new);
  }
}
