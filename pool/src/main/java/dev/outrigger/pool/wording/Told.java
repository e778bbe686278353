package dev.outrigger.pool.wording;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Throwables in words: their own words are code of the user and may throw in their turn. */
public final class Told {
  private Told() {}

  /** Why something could not be done with a file, without the file's name. */
  public static String why(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "it does not exist";
      case AccessDeniedException _ -> "access is denied";
      case FileSystemException known when known.getReason() != null -> known.getReason();
      default -> of(failure);
    };
  }

  /** As its {@code toString} says it, or else the name of its class. */
  public static String of(Throwable thrown) {
    @Nullable String own;
    try {
      own = thrown.toString();
    } catch (Throwable _) {
      own = null;
    }
    return own == null ? thrown.getClass().getName() : own;
  }
}
