package org.asyncio4j.cli.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.asyncio4j.agent.Copies;
import org.asyncio4j.agent.Door;
import org.junit.jupiter.api.Test;

/** Asking at a door, and what may be wrong with its answer. */
class DoorClientTest {
  private static Answer parse(String json) throws LookException {
    return DoorClient.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void fails(String json, String text) {
    assertThatExceptionOfType(LookException.class)
        .isThrownBy(() -> parse(json))
        .withMessageContaining(text)
        .extracting(LookException::code)
        .isEqualTo(3);
  }

  @Test
  void anotherVersion_isNamed() {
    fails(
        "{\"door\":2,\"pid\":1}",
        "door speaks version 2, this command version 1: use the asyncio command of the library");
  }

  @Test
  void whatIsNoAnswer_isSaid() {
    fails("{\"door\":1,", "answered what is no answer");
    fails("", "answered what is no answer");
  }

  @Test
  void refusal_isPassedOn() {
    fails("{\"door\":1,\"error\":\"no luck\"}", "refused: no luck");
  }

  @Test
  void partsThatAreMissingOrNew_doNoHarm() throws LookException {
    var answer =
        parse(
            "{\"door\":1,\"news\":[],\"libraries\":[{\"loops\":[{\"name\":\"l\",\"tasks\":[{\"id\":3}]}]}]}");

    TaskView task = answer.libraries().getFirst().loops().getFirst().tasks().getFirst();
    assertThat(task.id()).isEqualTo(3);
    assertThat(task.stack()).isEmpty();
  }

  @Test
  void copiesOfTheLibrary_haveLoopsOfTheirOwnNames() throws LookException {
    var library = "{\"version\":\"0.1\",\"loops\":[{\"name\":\"asyncio-loop-1\"}]}";
    var listing = Listing.of(parse("{\"door\":1,\"libraries\":[" + library + "," + library + "]}"));

    assertThat(listing.views())
        .extracting(LoopView::name)
        .containsExactly("asyncio-loop-1", "asyncio-loop-1@2");
    assertThat(listing.loops().getLast().copy()).isEqualTo(1);
    assertThat(listing.loops().getLast().ownName()).isEqualTo("asyncio-loop-1");
  }

  @Test
  void door_isAsked() throws Exception {
    Door door = Door.open(new Copies(() -> new Class<?>[0]));
    try {
      Answer answer = DoorClient.ask(door.path(), "ps all", 5, Patience.Check.NONE);

      assertThat(answer.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(answer.libraries()).isEmpty();
    } finally {
      door.close();
    }
  }

  @Test
  void doorThatIsNotThere_isAnIoException() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> DoorClient.ask(Path.of("/nowhere/door"), "ps all", 5, Patience.Check.NONE));
  }

  @Test
  void doorThatNeverAnswers_isGivenUp() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Door door =
        Door.open(request -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return "";
        });
    try {
      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> DoorClient.ask(door.path(), "ps all", 0, Patience.Check.NONE));
    } finally {
      end.countDown();
      door.close();
    }
  }
}
