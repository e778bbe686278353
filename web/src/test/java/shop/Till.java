package shop;

import dev.outrigger.web.App;
import dev.outrigger.web.Application;
import dev.outrigger.web.Request;

/** An application as users have them: outside of this project's packages. */
public final class Till implements Application {
  @Override
  public void configure(App app) {
    app.withoutPool();
    app.get("/pay/{amount}", Till::pay).named("pay");
  }

  static String pay(Request request) {
    try {
      return charge(request.path("amount"));
    } catch (ArithmeticException e) {
      throw new IllegalStateException(
          "cannot charge " + request.query("for").orElse("nobody"), e); // the till is empty
    }
  }

  private static String charge(String amount) {
    return "change: " + 100 / Math.min(0, amount.length()); // a bug
  }
}
