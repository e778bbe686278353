package dev.outrigger.web.endpoints;

import dev.outrigger.web.forms.MultipartForm;
import dev.outrigger.web.forms.UploadedFile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files of a form. */
record FileArgument(String name, Arity arity, boolean nullable) implements Argument {

  @Override
  public @Nullable Object value(Reading reading) throws Exception {
    MultipartForm form = reading.form();
    if (arity == Arity.LIST) {
      return form.files(name);
    }
    Optional<UploadedFile> file = form.file(name);
    if (arity == Arity.AT_MOST_ONE) {
      return file;
    }
    if (file.isEmpty() && !nullable) {
      reading.wrong(Place.FORM, name, "this file is missing");
    }
    return file.orElse(null);
  }

  @Override
  public boolean isOfFiles() {
    return true;
  }
}
