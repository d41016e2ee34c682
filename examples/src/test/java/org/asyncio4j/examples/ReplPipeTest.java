package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.examples.Command.asyncio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells from a pipe: {@code ./asyncio < FILE}. */
class ReplPipeTest {
  @TempDir private Path folder;

  private Command repl(String cells, String... arguments) throws IOException {
    return asyncio(arguments).stdin(Files.writeString(folder.resolve("cells"), cells));
  }

  @Test
  void cells_areRunWithoutPrompts() throws Exception {
    var result =
        repl("""
        String a() {
          sleep(ofMillis(1));
          return "A";
        }

        await(gather(this::a, () -> "B"))
        """)
            .run();

    assertThat(result.errors()).isEmpty();
    assertThat(result.output()).isEqualTo("Out[2]: ['A', 'B']\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void replCommand_isTheSame() throws Exception {
    var result = repl("1 + 1\n", "repl").run();

    assertThat(result.output()).isEqualTo("Out[1]: 2\n");
  }

  @Test
  void wrongCell_endsWithOneAndItsErrorOnStderr() throws Exception {
    var result = repl("missing\n1 + 1\n").run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors()).startsWith("In [1]:1: cannot find symbol\n    missing\n");
  }

  @Test
  void halfCellAtTheEnd_isAnError() throws Exception {
    var result = repl("int f() {\n").run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors()).startsWith("In [1]:1: reached end of file while parsing\n");
  }

  @Test
  void systemExit_isTheExitCode() throws Exception {
    var result = repl("throw new SystemExit(3);\n").run();

    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void furtherArguments_areRefused() throws Exception {
    var result = repl("", "repl", "now").run();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).startsWith("asyncio repl: 'now' is one argument too many");
  }

  @Test
  void classpathVariable_isSeenByCells() throws Exception {
    Files.writeString(folder.resolve("word.txt"), "found");

    var result =
        repl("ClassLoader.getSystemResource(\"word.txt\") != null\n")
            .env("CLASSPATH", folder.toString())
            .run();

    assertThat(result.output()).isEqualTo("Out[1]: True\n");
  }
}
