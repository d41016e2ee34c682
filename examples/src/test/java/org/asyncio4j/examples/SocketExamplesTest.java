package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs with sockets and children, which take real time: each prints what the comment on top
 * shows.
 */
@Timeout(60)
class SocketExamplesTest {
  @ParameterizedTest
  @ValueSource(strings = {"EchoServer", "ChatServer", "Commands", "Crawler"})
  void program_printsWhatItsCommentShows(String name) throws Exception {
    Program program = Program.outsideTheTour(name);

    List<String> printed = program.output();

    assertThat(printed).isEqualTo(program.shownOutput());
  }
}
