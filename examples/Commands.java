/*
 * Commands: several programs at once, what they print, and a time limit for one that takes too long.
 *
 *   3 lines, sorted: apple, cherry, plum
 *   hello from a child
 *   exit code of `false`: 1
 *   sleep took too long; it ended with -15
 */
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.asyncio4j.Asyncio.*;
import static org.asyncio4j.io.stream.Subprocesses.*;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.io.transport.SubprocessOptions;

final SubprocessOptions pipes = SubprocessOptions.pipes();

String sorted() throws IOException {
  try (var sort = createSubprocessExec(List.of("sort"), pipes)) {
    List<String> lines = sort.communicate("plum\napple\ncherry\n").stdoutText().lines().toList();
    return lines.size() + " lines, sorted: " + String.join(", ", lines);
  }
}

String hello() throws IOException {
  try (var shell = createSubprocessShell("echo hello from a child", pipes)) {
    return new String(shell.stdout().readline(), UTF_8).strip();
  }
}

String exitCode() throws IOException {
  try (var program = createSubprocessExec("false")) {
    return "exit code of `false`: " + program.await();
  }
}

/** The time limit cancels the task, and a cancelled task ends its child. */
String limited() throws IOException {
  var sleep = createSubprocessExec("sleep", "60");
  try {
    timeout(Duration.ofMillis(50), () -> sleep.await());
  } catch (TimeoutException e) {
    return "sleep took too long; it ended with " + sleep.returncode();
  }
  return "sleep was fast";
}

void main() {
  run(() -> {
    for (String line : await(gather(this::sorted, this::hello, this::exitCode, this::limited))) {
      IO.println(line);
    }
  });
}
