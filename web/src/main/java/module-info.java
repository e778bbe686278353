import org.jspecify.annotations.NullMarked;

/** A web framework whose handlers read as if they blocked. */
@NullMarked
module dev.outrigger.web {
  requires static transitive org.jspecify;
  requires transitive dev.outrigger.http;
  requires tools.jackson.databind;
  requires java.net.http;
  requires static com.github.benmanes.caffeine;
  requires static concurrency.limits.core;
  requires static org.slf4j;
  requires static io.pebbletemplates;
  requires static jdk.httpserver;
  requires static io.swagger.v3.core;
  requires static io.swagger.v3.oas.models;
  requires static com.nimbusds.jose.jwt;
  requires jakarta.validation;
  requires org.hibernate.validator;
  // Each only if it is there: codings of answers.
  requires static com.github.luben.zstd_jni;
  requires static com.aayushatharva.brotli4j;

  exports dev.outrigger.web;
  exports dev.outrigger.web.accesslog;
  exports dev.outrigger.web.auth;
  exports dev.outrigger.web.binding;
  exports dev.outrigger.web.caching;
  exports dev.outrigger.web.compression;
  exports dev.outrigger.web.cors;
  exports dev.outrigger.web.csrf;
  exports dev.outrigger.web.events;
  exports dev.outrigger.web.files;
  exports dev.outrigger.web.forms;
  exports dev.outrigger.web.headers;
  exports dev.outrigger.web.jdk;
  exports dev.outrigger.web.jobs;
  exports dev.outrigger.web.limits;
  exports dev.outrigger.web.openapi;
  exports dev.outrigger.web.operation;
  exports dev.outrigger.web.secrets;
  exports dev.outrigger.web.security;
  exports dev.outrigger.web.sessions;
  exports dev.outrigger.web.templates;
  exports dev.outrigger.web.testclient;
  exports dev.outrigger.web.tracing;
}
