package dev.outrigger.web.json;

import org.jspecify.annotations.Nullable;

/**
 * Holds the parts of a body that fit their types against more than that, though others do not fit.
 */
public interface PartChecks {
  /** Takes everything as it is. */
  PartChecks NONE =
      new PartChecks() {
        @Override
        public void value(Object value, JsonPointer at, InputErrors errors) {
          // It is as good as any.
        }

        @Override
        public void component(
            Class<?> type,
            String component,
            @Nullable Object value,
            JsonPointer record,
            InputErrors errors) {
          // It is as good as any.
        }
      };

  /** A value that is whole: an element of a list, others of which do not fit. */
  void value(Object value, JsonPointer at, InputErrors errors);

  /**
   * A component of a record that can't be made, as others of its components do not fit.
   *
   * @param component its name in Java
   * @param record where the record is
   */
  void component(
      Class<?> type,
      String component,
      @Nullable Object value,
      JsonPointer record,
      InputErrors errors);
}
