/**
 * Tests of web applications: {@link dev.outrigger.web.testclient.TestClient} asks an application
 * without a socket, or over one, in the same words.
 *
 * <pre>{@code
 * try (TestClient client = TestClient.of(new Hello())) {
 *   assertThat(client.get("/ping").text()).isEqualTo("pong");
 * }
 * }</pre>
 */
package dev.outrigger.web.testclient;
