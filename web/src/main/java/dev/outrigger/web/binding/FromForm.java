package dev.outrigger.web.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * From the fields of a form, urlencoded or multipart: a simple value, a list of them, an {@code
 * UploadedFile}, or a record of such. Files are there until the request has been answered.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface FromForm {
  /** The name of the field; by default that of the parameter or component. */
  String value() default "";
}
