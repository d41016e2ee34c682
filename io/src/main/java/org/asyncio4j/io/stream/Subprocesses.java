package org.asyncio4j.io.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.io.channel.ProcessTransport;
import org.asyncio4j.io.channel.ShellCommand;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.SubprocessOptions;
import org.asyncio4j.task.TaskLoop;

/**
 * The verbs of subprocesses, meant for {@code import static org.asyncio4j.io.stream.Subprocesses.*}
 * beside those of {@link org.asyncio4j.Asyncio}.
 *
 * {@snippet :
 * var list = createSubprocessShell("ls | wc -l", SubprocessOptions.pipes());
 * print(list.communicate().stdoutText());
 * }
 *
 * <p>Each needs a running loop in real time, and suspends the current task until the child runs.
 * Starting it holds the loop for about a millisecond, as in asyncio.
 *
 * <p>{@code asyncio.create_subprocess_exec} and {@code create_subprocess_shell}, 3.14.
 */
public final class Subprocesses {
  private Subprocesses() {}

  /**
   * Starts a program that has input, outputs, directory and environment of this process.
   *
   * @param program its name, looked for on the PATH, or its path
   * @param arguments its arguments; no shell treats them
   * @return the process
   * @throws java.nio.file.NoSuchFileException if there is no such program
   * @throws java.nio.file.AccessDeniedException if it may not be started
   * @throws IOException if it cannot be started otherwise
   * @throws IllegalArgumentException if one of the words has a null character
   */
  public static Process createSubprocessExec(String program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(arguments.length + 1);
    command.add(program);
    command.addAll(List.of(arguments));
    return createSubprocessExec(command, SubprocessOptions.defaults());
  }

  /**
   * Starts a program with options.
   *
   * @param command its name, looked for on the PATH, or its path, and its arguments
   * @param options pipes or files, directory, environment, how it is ended
   * @return the process
   * @throws java.nio.file.NoSuchFileException if there is no such program or directory
   * @throws java.nio.file.AccessDeniedException if it may not be started
   * @throws IOException if it cannot be started otherwise
   * @throws IllegalArgumentException if there is no word, or one has a null character
   */
  public static Process createSubprocessExec(List<String> command, SubprocessOptions options)
      throws IOException {
    SelectorPoller poller = SelectorPoller.of(TaskLoop.current(), "createSubprocessExec");
    ProcessProtocol protocol = new ProcessProtocol(poller.engine(), options);
    try {
      return ProcessTransport.spawn(poller, () -> protocol, command, options).protocol().claim();
    } finally {
      protocol.started();
    }
  }

  /**
   * Starts a command line of the system's shell: {@code /bin/sh}, on Windows {@code cmd}. Words
   * that come from elsewhere are safer in {@link #createSubprocessExec}.
   *
   * @param command the command line
   * @return the process: the shell
   * @throws IOException if it cannot be started; that a command of the line is not found shows in
   *     the exit code
   */
  public static Process createSubprocessShell(String command) throws IOException {
    return createSubprocessShell(command, SubprocessOptions.defaults());
  }

  /**
   * Starts a command line with options.
   *
   * @param command the command line
   * @param options pipes or files, directory, environment, how it is ended
   * @return the process: the shell
   * @throws IOException if it cannot be started
   */
  public static Process createSubprocessShell(String command, SubprocessOptions options)
      throws IOException {
    return createSubprocessExec(ShellCommand.of(command), options);
  }
}
