package org.asyncio4j.cli.look;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import org.asyncio4j.agent.Agent;

/** Which processes can be looked into. */
final class Processes {
  private static final int SECONDS = 5;
  private static final String CORE = "asyncio4j-core";

  private Processes() {}

  /**
   * Checks that a process is there, ours, and a JVM: what is none could be ended by the signal with
   * which the Attach API knocks.
   *
   * @param pid its number
   * @throws LookException in one sentence
   */
  static void check(long pid) throws LookException {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      throw LookException.noEntry("there is no process " + pid);
    }
    if (pid == ProcessHandle.current().pid()) {
      throw LookException.noEntry("process " + pid + " is this command itself");
    }
    String owner = process.get().info().user().orElse("");
    String own = ProcessHandle.current().info().user().orElse("");
    if (!owner.equals(own) && !own.equals("root")) {
      throw LookException.noEntry(
          owner.isEmpty()
              ? "process " + pid + " belongs to another user; only its own user may look into it"
              : "process " + pid + " belongs to " + owner + "; run this command as " + owner);
    }
    checkRuns(pid);
    if (!isJvm(pid)) {
      throw LookException.noEntry(
          "process "
              + pid
              + " is no JVM"
              + process.get().info().command().map(each -> " (it runs " + each + ")").orElse(""));
    }
  }

  /**
   * Checks that a process can answer.
   *
   * @param pid its number
   * @throws LookException if it has ended, or a signal has stopped it
   */
  static void checkRuns(long pid) throws LookException {
    switch (state(pid)) {
      case "Z" -> throw LookException.noEntry("process " + pid + " has ended");
      case "T", "t" ->
          throw LookException.noEntry(
              "process " + pid + " is stopped and cannot answer; kill -CONT " + pid + " wakes it");
      default -> {}
    }
  }

  /**
   * Z for one whose parent has not asked for its exit code yet, T for one that a signal stopped.
   */
  private static String state(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), ISO_8859_1);
      return stat.substring(stat.lastIndexOf(')') + 1).strip().substring(0, 1);
    } catch (IOException | IndexOutOfBoundsException e) {
      return "";
    }
  }

  private static boolean isJvm(long pid) {
    try {
      byte[] maps = Files.readAllBytes(Path.of("/proc/" + pid + "/maps"));
      return new String(maps, ISO_8859_1).contains("/libjvm.so");
    } catch (IOException e) {
      return VirtualMachine.list().stream().anyMatch(each -> each.id().equals("" + pid));
    }
  }

  /** A process that uses the library, as far as can be seen from outside. */
  record Line(long pid, String command) {}

  /**
   * Finds the JVMs of this user that have the library on their class path or module path, or have a
   * door. Loads nothing into them. One that is stopped is known by its command line only.
   */
  static List<Line> withLibrary() {
    List<Line> found = new ArrayList<>();
    for (VirtualMachineDescriptor each : VirtualMachine.list()) {
      long pid = Long.parseLong(each.id());
      String command = each.displayName().replaceFirst("^\\S*\\.SourceLauncher ", "");
      if (pid == ProcessHandle.current().pid()) {
        continue;
      }
      try {
        checkRuns(pid);
        if (Patience.within(SECONDS, () -> hasLibrary(each), () -> {}, () -> checkRuns(pid))) {
          found.add(new Line(pid, command));
        }
      } catch (LookException | TimeoutException e) {
        if (commandLine(pid).contains(CORE)) {
          found.add(new Line(pid, command + " (does not answer)"));
        }
      } catch (IOException e) {
        // it has ended, or is not ours
      }
    }
    return found;
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean hasLibrary(VirtualMachineDescriptor descriptor) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(descriptor);
      try {
        Properties properties = machine.getSystemProperties();
        String paths =
            properties.getProperty("java.class.path", "")
                + properties.getProperty("jdk.module.path", "");
        return properties.containsKey(Agent.PATH) || paths.contains(CORE);
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      return false; // it has ended, or is not ours
    }
  }
}
