package dev.outrigger.web.endpoints;

/** A form with its files, as it is. */
record WholeForm() implements Argument {

  @Override
  public Object value(Reading reading) throws Exception {
    return reading.form();
  }

  @Override
  public boolean isOfFiles() {
    return true;
  }
}
