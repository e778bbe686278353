package dev.outrigger.web.endpoints;

import dev.outrigger.web.forms.FormData;
import dev.outrigger.web.forms.MultipartForm;
import dev.outrigger.web.json.InputErrors;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One request while its arguments are read: what was taken apart already, and what is wrong. */
final class Reading {
  private final Incoming incoming;
  private final boolean ofFiles;
  private @Nullable FormData fields;
  private @Nullable MultipartForm form;
  private @Nullable InputErrors errors;
  private boolean noSuchPath;

  /**
   * @param ofFiles whether the form has to be one with files
   */
  Reading(Incoming incoming, boolean ofFiles) {
    this.incoming = incoming;
    this.ofFiles = ofFiles;
  }

  Incoming incoming() {
    return incoming;
  }

  /** The fields of the form, of whichever kind it is. */
  FormData fields() throws IOException, InterruptedException {
    if (fields == null) {
      fields = ofFiles || isMultipart() ? form().fields() : incoming.form();
    }
    return fields;
  }

  /** The form with its files, which are there until the request has been answered. */
  MultipartForm form() throws IOException, InterruptedException {
    if (form == null) {
      form = incoming.multipart();
    }
    return form;
  }

  private boolean isMultipart() {
    String type = incoming.http().headers().first("Content-Type").orElse("");
    return type.stripLeading().toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  InputErrors errors() {
    if (errors == null) {
      errors = new InputErrors();
    }
    return errors;
  }

  int errorCount() {
    return errors == null ? 0 : errors.count();
  }

  /** A value is not there or does not fit; one of the path means that there is no such thing. */
  void wrong(Place place, String name, String detail) {
    noSuchPath |= place == Place.PATH;
    errors().named(place.label(), name, detail);
  }

  /** Ends the request if something was wrong. */
  void requireRight() {
    if (errors != null && errors.count() > 0) {
      throw errors.problem(noSuchPath ? 404 : 422);
    }
  }
}
