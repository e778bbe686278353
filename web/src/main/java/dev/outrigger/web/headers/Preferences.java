package dev.outrigger.web.headers;

import dev.outrigger.http.Headers;
import java.util.List;
import java.util.Optional;

/**
 * What a client would rather have (RFC 9110 12.5): types, codings, languages, charsets.
 *
 * <p>An element that can't be read is passed over, and a field of which nothing can be read counts
 * as not sent: the RFC leaves it to the server whether it heeds these fields at all, old clients
 * write them wrongly, and an answer serves them better than 400.
 *
 * <p>Where the client likes several offers equally, the one that is offered first is best.
 *
 * @param <T> what is offered: a {@link MediaType}, or the name of a coding, language or charset
 */
public sealed interface Preferences<T> permits TypeRanges, NamePreferences, LanguageRanges {

  /** The preferences of Accept; without it, anything will do. */
  static Preferences<MediaType> types(Headers headers) {
    return TypeRanges.parse(headers.all("Accept"));
  }

  /** The preferences of one value of Accept. */
  static Preferences<MediaType> types(String accept) {
    return TypeRanges.parse(List.of(accept));
  }

  /**
   * The preferences of Accept-Encoding. {@code identity} will do unless it is refused, and is liked
   * least unless it is named. Without the field nothing else will do: the RFC would allow it, but
   * who doesn't say what it can decode often can't.
   */
  static Preferences<String> codings(Headers headers) {
    return NamePreferences.codings(headers.all("Accept-Encoding"));
  }

  /** The preferences of one value of Accept-Encoding. */
  static Preferences<String> codings(String acceptEncoding) {
    return NamePreferences.codings(List.of(acceptEncoding));
  }

  /**
   * The preferences of Accept-Language; without it, anything will do. Each range, the most liked
   * first, is looked up as RFC 4647 (3.4) has it: {@code de-CH} finds {@code de} if there is no
   * {@code de-CH}. Only if that finds nothing, a more exact offer will do: {@code en} finds {@code
   * en-GB}. Where nothing is best, the RFC's advice is to answer in the default language.
   */
  static Preferences<String> languages(Headers headers) {
    return LanguageRanges.parse(headers.all("Accept-Language"));
  }

  /** The preferences of one value of Accept-Language. */
  static Preferences<String> languages(String acceptLanguage) {
    return LanguageRanges.parse(List.of(acceptLanguage));
  }

  /** The preferences of Accept-Charset; without it, anything will do. */
  static Preferences<String> charsets(Headers headers) {
    return NamePreferences.charsets(headers.all("Accept-Charset"));
  }

  /** The preferences of one value of Accept-Charset. */
  static Preferences<String> charsets(String acceptCharset) {
    return NamePreferences.charsets(List.of(acceptCharset));
  }

  /** The offer that the client likes best; empty if none will do. */
  Optional<T> best(List<T> offers);

  /** Whether this will do. */
  default boolean accepts(T offer) {
    return best(List.of(offer)).isPresent();
  }
}
