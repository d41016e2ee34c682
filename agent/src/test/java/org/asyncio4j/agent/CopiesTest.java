package org.asyncio4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import org.asyncio4j.loop.EventLoop;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finding the library in whatever class loader it is. */
class CopiesTest {
  private static final String ENGINE = "org.asyncio4j.engine.Engine";

  private static JsonNode ask(String request, Class<?>... classes) {
    return JsonMapper.builder().build().readTree(new Copies(() -> classes).apply(request));
  }

  private static Class<?> own() throws ClassNotFoundException {
    return Class.forName(ENGINE);
  }

  /** Another copy of the library, as an application in a container has it. */
  private static URLClassLoader container() {
    URL library = EventLoop.class.getProtectionDomain().getCodeSource().getLocation();
    return new URLClassLoader(
        "container", new URL[] {library}, ClassLoader.getPlatformClassLoader());
  }

  @Test
  void programWithoutTheLibrary_hasNone() {
    JsonNode answer = ask("1 ps all", String.class);

    assertThat(answer.get("libraries")).isEmpty();
    assertThat(answer.get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void eachCopy_answersForItself() throws Exception {
    try (URLClassLoader container = container()) {
      JsonNode answer = ask("1 ps all", own(), container.loadClass(ENGINE));

      assertThat(answer.get("libraries")).hasSize(2);
      assertThat(answer.at("/libraries/0/loader").asString()).contains("AppClassLoader");
      assertThat(answer.at("/libraries/1/loader").asString()).contains("URLClassLoader");
      assertThat(answer.at("/libraries/1/loops").isArray()).isTrue();
    }
  }

  @Test
  void requestForOneCopy_isNotForTheOthers() throws Exception {
    try (URLClassLoader container = container()) {
      JsonNode answer = ask("1 ps 1", own(), container.loadClass(ENGINE));

      assertThat(answer.at("/libraries/0")).isEmpty();
      assertThat(answer.at("/libraries/1/loops").isArray()).isTrue();
    }
  }

  @Test
  void copyThatIsTooDifferent_saysSo() throws Exception {
    // its loader finds that one class of the library, and nothing else
    ClassLoader strange =
        new ClassLoader("strange", ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.equals(ENGINE)) {
              throw new ClassNotFoundException(name);
            }
            byte[] code = {};
            try (var in =
                EventLoop.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
              code = in.readAllBytes();
            } catch (IOException e) {
              throw new ClassNotFoundException(name, e);
            }
            return defineClass(name, code, 0, code.length);
          }
        };

    JsonNode answer = ask("1 ps all", strange.loadClass(ENGINE));

    assertThat(answer.at("/libraries/0/error").asString()).contains("NoClassDefFoundError");
  }

  @Test
  void anotherVersionOfRequest_isRefused() throws Exception {
    JsonNode answer = ask("2 ps all", own());

    assertThat(answer.get("error").asString()).isEqualTo("the request is of another version");
    assertThat(answer.get("door").asInt()).isEqualTo(Door.VERSION);
  }
}
