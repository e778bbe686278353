package dev.outrigger.web.headers;

import dev.outrigger.http.Headers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Header fields as a test writes them: name, value, name, value. */
record Fields(List<String> pairs) implements Headers {
  static Headers of(String... pairs) {
    return new Fields(List.of(pairs));
  }

  @Override
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  @Override
  public List<String> all(String name) {
    return IntStream.range(0, pairs.size() / 2)
        .filter(i -> pairs.get(2 * i).equalsIgnoreCase(name))
        .mapToObj(i -> pairs.get(2 * i + 1))
        .toList();
  }

  @Override
  public boolean contains(String name) {
    return !all(name).isEmpty();
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      names.add(pairs.get(i));
    }
    return names;
  }
}
