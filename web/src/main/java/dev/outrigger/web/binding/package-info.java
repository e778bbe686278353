/**
 * Methods as routes: {@code app.endpoints(new Users(db))} registers each method of the object that
 * is annotated {@link dev.outrigger.web.binding.Get}, {@link dev.outrigger.web.binding.Post} and so
 * on, and hands it the values of the request as its arguments.
 *
 * <pre>{@code
 * record NewUser(@NotBlank String name, Optional<LocalDate> born) {}
 *
 * @Get("/users/{id}")
 * User byId(int id, @Default("false") boolean details) { ... }
 *
 * @Post("/users")
 * @Status(201)
 * User add(NewUser user, @FromHeader("X-Team") String team) { ... }
 * }</pre>
 *
 * <p>Where an argument comes from, unless an annotation says so: from the path, if its name stands
 * there; from the JSON body, if it is a record, a map, or a collection of records, and the method
 * is {@code POST}, {@code PUT} or {@code PATCH}; else from the query, for simple values. A
 * parameter of the type {@code Request}, {@code Scope}, {@code RequestBody}, {@code MultipartForm}
 * or {@code FormData} is given that of the request.
 *
 * <p>Simple values are {@code String}, numbers ({@code BigDecimal} and {@code BigInteger}
 * included), {@code boolean} (true, false, on, off, 1, 0), {@code char}, enums by their names,
 * {@code UUID}, {@code URI}, what of {@code java.time} has a method {@code parse}, {@code ZoneId},
 * and classes of your own with a public static method {@code of}, {@code valueOf}, {@code parse} or
 * {@code fromString} that takes one {@code String}; what it throws is told to the client. And
 * {@code Optional}, {@code List} and {@code Set} of these. Empty text counts as missing, but for
 * {@code String}.
 *
 * <p>All is required but what is {@code Optional}, {@code @Nullable} or has a {@link
 * dev.outrigger.web.binding.Default}; a list that nobody sent is empty. So are the components of
 * records in JSON, nested ones too, and no {@code null} gets in.
 *
 * <p>Constraints of Jakarta Validation may stand at parameters and at components of records;
 * records in bodies are checked to the bottom without {@code @Valid}.
 *
 * <p>A module opens the packages of its endpoints to {@code dev.outrigger.web}, those of its
 * records to {@code tools.jackson.databind} too, and those with constraints to {@code
 * org.hibernate.validator}.
 *
 * <p>What is missing or does not fit, in parameters and body together, is answered by one 422 with
 * all of it in the member {@code errors}. Only a value in the path that does not fit its type is
 * 404, as with {@code {id:int}}: a path names a thing, and there is none of that name.
 */
@NullMarked
package dev.outrigger.web.binding;

import org.jspecify.annotations.NullMarked;
