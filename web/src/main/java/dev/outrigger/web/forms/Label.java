package dev.outrigger.web.forms;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a part says of itself.
 *
 * @param name the name of the form's field
 * @param file whether there is a file name, be it empty
 * @param filename the file's name, for display; empty if there is none
 */
record Label(String name, boolean file, String filename, Optional<String> contentType) {
  // What turns the direction of writing makes "gpj.exe" of "exe.jpg".
  private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069]");
  private static final Pattern ONLY_DOTS = Pattern.compile("\\.+");

  static Label of(PartHeaders headers) {
    String disposition =
        headers
            .only("Content-Disposition")
            .orElseThrow(() -> Refused.malformed("A part has no Content-Disposition"));
    HeaderValue value = ContentType.parse("The Content-Disposition of a part", disposition);
    if (!value.value().equals("form-data")) {
      throw Refused.malformed(
          "The Content-Disposition of a part is "
              + Refused.quoted(value.value())
              + ", not \"form-data\"");
    }
    String name =
        value
            .parameter("name")
            .map(Label::unescape)
            .orElseThrow(
                () -> Refused.malformed("The Content-Disposition of a part has no \"name\""));
    requirePlainContent(headers, name);
    // RFC 7578, 4.2, forbids "filename*": two names for one file, of which programs on the way
    // check the one and use the other. So it is as if it were not there.
    Optional<String> filename = value.parameter("filename").map(Label::unescape);
    return new Label(
        name,
        filename.isPresent(),
        filename.map(Label::lastElement).orElse(""),
        headers.only("Content-Type"));
  }

  /** RFC 7578, 4.7: nobody sends it any more; unknown to us, it would be wrong content. */
  private static void requirePlainContent(PartHeaders headers, String name) {
    headers
        .only("Content-Transfer-Encoding")
        .filter(encoding -> !encoding.toLowerCase(Locale.ROOT).matches("7bit|8bit|binary"))
        .ifPresent(encoding -> {
          throw Refused.notTaken(
              "The part "
                  + Refused.quoted(name)
                  + " has the Content-Transfer-Encoding "
                  + Refused.quoted(encoding)
                  + "; send it as it is");
        });
  }

  /** Browsers write just these three so; a per cent sign itself they leave as it is. */
  private static String unescape(String text) {
    return text.indexOf('%') < 0
        ? text
        : text.replace("%22", "\"")
            .replace("%0D", "\r")
            .replace("%0d", "\r")
            .replace("%0A", "\n")
            .replace("%0a", "\n");
  }

  /** Some clients send a path, and some would like it to be used. */
  private static String lastElement(String filename) {
    String last =
        filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
    String shown = UNSHOWN.matcher(last).replaceAll("_");
    return ONLY_DOTS.matcher(shown).matches() ? "_".repeat(shown.length()) : shown;
  }
}
