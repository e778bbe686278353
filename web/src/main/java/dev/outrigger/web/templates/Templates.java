package dev.outrigger.web.templates;

import dev.outrigger.web.Response;
import java.util.Map;

/**
 * Makes pages of templates. {@link PebbleTemplates} is at hand; any other engine is a lambda.
 *
 * <p>Threading: from any task.
 */
@FunctionalInterface
public interface Templates {

  /**
   * A page.
   *
   * @param name of the template, whose ending tells the type of the answer: {@code users/list.html}
   * @param values what the template may use
   * @throws InterruptedException if the request is cancelled while the template is read
   */
  Response page(String name, Map<String, ?> values) throws InterruptedException;
}
