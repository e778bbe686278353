package dev.outrigger.web.forms;

import java.nio.file.Path;

/** Where the content of an uploaded file is. */
sealed interface Kept {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record InMemory(byte[] bytes) implements Kept {}

  record OnDisk(Path file) implements Kept {}

  /** Nowhere for us any more; the reason ends the sentence "the file ...". */
  record Gone(String reason) implements Kept {}
}
