package dev.outrigger.web.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
