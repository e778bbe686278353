package dev.outrigger.bench.web;

import dev.outrigger.web.binding.Post;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;

/** The body of {@code POST /validated}, whose components are required as they stand. */
record Signup(
    @NotBlank String name,
    @Size(min = 2, max = 30) String nickname,
    @Min(18) @Max(120) int age,
    @Email String email,
    @Size(min = 1, max = 10) List<String> tags) {

  /** Takes it. */
  static final class Page {
    @Post("/validated")
    Signup signUp(Signup signup) {
      return signup;
    }
  }
}
