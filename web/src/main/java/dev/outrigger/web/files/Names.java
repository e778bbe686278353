package dev.outrigger.web.files;

import java.io.File;

/**
 * Which paths of clients are looked for at all. What could mean something else to a file system
 * than its plain text says is not, wherever it would lead.
 */
final class Names {
  private static final int LONGEST = 4096;

  private Names() {}

  /**
   * Whether each part between slashes is a plain name; behind the last slash may be nothing.
   *
   * @param path decoded, without a slash at its beginning
   * @param hidden whether names that begin with a dot will do
   */
  static boolean areSound(String path, boolean hidden) {
    if (path.length() > LONGEST) {
      return false;
    }
    int start = 0;
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', start)) {
      if (!isSound(path, start, end, hidden)) {
        return false;
      }
      start = end + 1;
    }
    return start == path.length() || isSound(path, start, path.length(), hidden);
  }

  private static boolean isSound(String path, int start, int end, boolean hidden) {
    if (start == end) {
      return false;
    }
    if (path.charAt(start) == '.' && (!hidden || isDots(path, start, end))) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = path.charAt(i);
      boolean foreign = c == '\\' || (c == ':' && File.separatorChar == '\\');
      if (c < ' ' || c == 0x7f || foreign) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDots(String path, int start, int end) {
    return end - start == 1 || (end - start == 2 && path.charAt(start + 1) == '.');
  }

  /** Whether a path that is still encoded hides a slash in an escape. */
  static boolean hideSlash(String encoded) {
    for (int i = encoded.indexOf('%'); i >= 0; i = encoded.indexOf('%', i + 1)) {
      if (encoded.regionMatches(true, i, "%2f", 0, 3)) {
        return true;
      }
    }
    return false;
  }

  /** The last name of a path. */
  static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
