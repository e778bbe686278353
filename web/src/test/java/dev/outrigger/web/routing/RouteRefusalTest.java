package dev.outrigger.web.routing;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteRefusalTest {
  private final Router<String> router = new Router<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ping       | a path starts with "/"
          /a/{}      | "{}" needs a name
          /a/{:int}  | "{:int}" needs a name
          /a/{a-b}   | "{a-b}" needs a name
          /a/{n:hex} | "hex" is no type of parameter; write int, long, uuid, text, path or a
          /a/{n:}    | "" is no type of parameter
          /a/{n      | a "{" in "{n" has no "}"
          /a/n}      | a "}" in "n}" has no "{"
          /a/{n:[}   | "[" is no regular expression: Unclosed character class
          /a/{n:(b)} | the expression "(b)" has a group of its own
          /a/{n:b/c} | the expression "b/c" can't hold a "/"
          /{p:path}/a | "{p:path}" takes all that is left
          /v{p:path} | a parameter of the kind path fills its whole segment
          /a//b      | a segment is empty
          /a/%41     | "%41" holds '%'
          /a/b?c=d   | "b?c=d" holds '?'
          /a/b c     | "b c" holds ' '
          /a/:id     | ":id" is how others write a parameter; write {name}, {name:int}, or {rest:path}
          /a/<int:n> | "<int:n>" is how others write a parameter
          /a/*       | "*" is how others write a parameter
          /{a}/{a}   | the name "a" stands twice
          """)
  void malformedPathsAreRefusedWithTheReason(String path, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> router.add("GET", path, ""))
        .withMessageContaining("Route \"" + path + "\" is malformed: ")
        .withMessageContaining(reason)
        .satisfies(
            e -> org.assertj.core.api.Assertions.assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void twoRoutesForTheSameRequestsAreRefusedByName() {
    router.add("GET", "/a/{x}/b", "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> router.add("GET", "/a/{y}/b", ""))
        .withMessage("Route GET /a/{y}/b is ambiguous: it takes the same requests as GET /a/{x}/b");
  }

  @Test
  void methodsAreWrittenInCapitals() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> router.add("get", "/a", ""))
        .withMessageContaining("write it in capitals");
  }

  @Test
  void anUnknownParameterNameIsToldWithTheKnownOnes() {
    router.add("GET", "/a/{x}", "");
    var match = (Lookup.Match<String>) router.find("GET", "/a/1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> match.value("y"))
        .withMessage("Route GET /a/{x} has no path parameter \"y\"; it has [x]");
  }
}
