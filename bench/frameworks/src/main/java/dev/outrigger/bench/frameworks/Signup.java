package dev.outrigger.bench.frameworks;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** The body of {@code POST /validated}. */
public record Signup(
    @NotBlank String name,
    @NotNull @Size(min = 2, max = 30) String nickname,
    @Min(18) @Max(120) int age,
    @NotNull @Email String email,
    @NotNull @Size(min = 1, max = 10) List<String> tags) {}
