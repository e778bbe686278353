package dev.outrigger.web.endpoints;

import dev.outrigger.web.binding.Delete;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.binding.Patch;
import dev.outrigger.web.binding.Post;
import dev.outrigger.web.binding.Put;
import dev.outrigger.web.binding.Route;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a method is annotated to answer. */
record Mapping(String verb, String path) {

  /** One for each annotation. */
  static List<Mapping> of(Method method) {
    var all = new ArrayList<Mapping>(1);
    add(all, method.getAnnotation(Get.class), get -> new Mapping("GET", get.value()));
    add(all, method.getAnnotation(Post.class), post -> new Mapping("POST", post.value()));
    add(all, method.getAnnotation(Put.class), put -> new Mapping("PUT", put.value()));
    add(all, method.getAnnotation(Patch.class), patch -> new Mapping("PATCH", patch.value()));
    add(all, method.getAnnotation(Delete.class), gone -> new Mapping("DELETE", gone.value()));
    add(all, method.getAnnotation(Route.class), any -> new Mapping(any.method(), any.path()));
    return all;
  }

  private static <A> void add(
      List<Mapping> all, @Nullable A annotation, Function<A, Mapping> mapping) {
    if (annotation != null) {
      all.add(mapping.apply(annotation));
    }
  }
}
