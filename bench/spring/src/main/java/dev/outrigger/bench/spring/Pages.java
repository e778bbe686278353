package dev.outrigger.bench.spring;

import dev.outrigger.bench.frameworks.Signup;
import dev.outrigger.bench.web.Site;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The controller; Spring makes and calls it, so all of it is public. */
@RestController
public class Pages {
  /** Made by Spring. */
  public Pages() {}

  /** {@code GET /plaintext}. */
  @GetMapping("/plaintext")
  public String hello() {
    return Site.HELLO;
  }

  /** {@code GET /json}. */
  @GetMapping("/json")
  public Site.User user() {
    return Site.user();
  }

  /** Three path parameters. */
  @GetMapping("/users/{id}/posts/{slug}/comments/{n}")
  public String comment(
      @PathVariable("id") int id, @PathVariable("slug") String slug, @PathVariable("n") int n) {
    return Site.comment(id, slug, n);
  }

  /** {@code POST /validated}. */
  @PostMapping("/validated")
  public Signup validate(@Valid @RequestBody Signup signup) {
    return signup;
  }

  /** {@code POST /upload}. */
  @PostMapping("/upload")
  public String upload(@RequestParam("file") MultipartFile file) {
    return Long.toString(file.getSize());
  }
}
