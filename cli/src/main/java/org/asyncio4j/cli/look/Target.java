package org.asyncio4j.cli.look;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import org.asyncio4j.agent.Agent;
import org.jspecify.annotations.Nullable;

/*
 *   known door? --yes--> ask there
 *        | no, or nobody is there
 *   attach: the program says where its door is --there--> ask there
 *        | it has none
 *   load the agent, which opens one --> ask there
 *        | agents may not be loaded
 *   a thread dump (ThreadDump), if the user has asked for it: it may crash the program
 */
/** A process to look into. One thread. */
public final class Target {
  private static final int SECONDS = 15;

  private final long pid;
  private final boolean threadDump;
  private @Nullable Path door;
  private boolean closed; // no agent may be loaded

  private Target(long pid, boolean threadDump) {
    this.pid = pid;
    this.threadDump = threadDump;
  }

  /**
   * Takes a process, if it can be looked into at all.
   *
   * @param pid its number
   * @param threadDump whether the JDK's thread dump may be taken where no agent may be loaded
   * @return the target
   * @throws LookException if it is no JVM, or not ours
   */
  public static Target of(long pid, boolean threadDump) throws LookException {
    Processes.check(pid);
    return new Target(pid, threadDump);
  }

  long pid() {
    return pid;
  }

  /** Returns why there is only a thread dump; null if there is more. */
  public @Nullable String note() {
    return closed
        ? "process "
            + pid
            + " does not let agents be loaded (-XX:-EnableDynamicAgentLoading): this comes of a"
            + " thread dump, which has names and lines, but not what tasks wait for; start it with"
            + " -javaagent:"
            + AgentJar.nameOrHint()
            + " to see all"
        : null;
  }

  /**
   * Reads all loops and tasks.
   *
   * @return the listing
   * @throws LookException if it cannot be read, or the process does not use the library
   */
  public Listing ps() throws LookException {
    Answer answer = ask("ps all");
    return answer == null ? dump() : checked(answer);
  }

  /** Reads the loops without their tasks: no stack is looked at but that of what runs. */
  Listing counters() throws LookException {
    Answer answer = ask("loops all");
    return answer == null ? new Listing(pid, Listing.DUMP, null, List.of()) : checked(answer);
  }

  /** Reads which tasks there are, shortly. */
  Listing names() throws LookException {
    Answer answer = ask("names all");
    return answer == null ? dump() : checked(answer);
  }

  /** The same, of the door; null if only a thread dump can be had. */
  @Nullable Listing namesOfTheDoor() throws LookException {
    Answer answer = ask("names all");
    return answer == null ? null : checked(answer);
  }

  /** Asks a copy of the library about a task; null if only a thread dump can be had. */
  Answer.@Nullable Library ofTask(String what, Found task) throws LookException {
    Answer answer =
        ask(what + " " + task.loop().copy() + " " + task.loop().ownName() + " " + task.id());
    if (answer == null) {
      return null;
    }
    checked(answer);
    return answer.libraries().get(task.loop().copy());
  }

  private Listing dump() throws LookException {
    if (!threadDump) {
      throw LookException.noEntry(
          "process "
              + pid
              + " does not let agents be loaded (-XX:-EnableDynamicAgentLoading); start it with"
              + " -javaagent:"
              + AgentJar.nameOrHint()
              + " to see all, or ask for names and lines with --thread-dump, which may crash a JVM"
              + " up to 25.0.3 whose tasks run meanwhile (JDK-8364343)");
    }
    return ThreadDump.of(pid);
  }

  private Listing checked(Answer answer) throws LookException {
    if (answer.libraries().isEmpty()) {
      throw LookException.noEntry(
          "process " + pid + " does not use asyncio4j, or has not made a loop yet");
    }
    for (Answer.Library library : answer.libraries()) {
      if (library.error() != null) {
        throw LookException.noEntry(
            "process "
                + pid
                + " uses asyncio4j "
                + (library.version() == null ? "of another version" : library.version())
                + ", which this command cannot read ("
                + library.error()
                + "); use the asyncio command of that version");
      }
    }
    return Listing.of(answer);
  }

  // ---------------------------------------------------------------- the way in

  private @Nullable Answer ask(String request) throws LookException {
    if (closed) {
      return null;
    }
    try {
      if (door == null) {
        door = Patience.within(SECONDS, this::knownDoor, () -> {}, this::checkRuns);
      }
      Answer answer = door == null ? null : askThere(door, request);
      if (answer == null) {
        door = Patience.within(SECONDS, this::newDoor, () -> {}, this::checkRuns);
        answer = door == null ? null : DoorClient.ask(door, request, SECONDS, this::checkRuns);
      }
      closed = answer == null;
      return answer;
    } catch (TimeoutException e) {
      throw LookException.noEntry("process " + pid + " did not answer within " + SECONDS + " s");
    } catch (IOException e) {
      Processes.check(pid); // perhaps it has just ended
      throw LookException.noEntry("process " + pid + " cannot be asked: " + e.getMessage());
    }
  }

  private void checkRuns() throws LookException {
    Processes.checkRuns(pid);
  }

  private @Nullable Answer askThere(Path door, String request)
      throws LookException, TimeoutException {
    try {
      return DoorClient.ask(door, request, SECONDS, this::checkRuns);
    } catch (IOException e) {
      return null; // somebody has cleaned up the folder
    }
  }

  private @Nullable Path knownDoor() throws LookException, IOException {
    VirtualMachine machine = attach();
    try {
      return doorOf(machine.getSystemProperties());
    } finally {
      machine.detach();
    }
  }

  private @Nullable Path doorOf(Properties properties) {
    String path = properties.getProperty(Agent.PATH);
    if (path == null) {
      return null;
    }
    Path here = Path.of(path);
    Path inContainer = Path.of("/proc/" + pid + "/root" + path);
    return Files.exists(here) || !Files.exists(inContainer) ? here : inContainer;
  }

  /** Returns null if no agent may be loaded. */
  private @Nullable Path newDoor() throws LookException, IOException {
    VirtualMachine machine = attach();
    try {
      checkJava(machine.getSystemProperties());
      machine.loadAgent(AgentJar.path());
      Properties properties = machine.getSystemProperties();
      Path path = doorOf(properties);
      if (path == null) {
        throw LookException.noEntry(
            "process " + pid + " has no place for a door: " + properties.get(Agent.TROUBLE));
      }
      return path;
    } catch (AgentLoadException e) {
      if (String.valueOf(e.getMessage()).contains("Dynamic agent loading is not enabled")) {
        return null;
      }
      throw LookException.noEntry("process " + pid + " did not load the agent: " + e.getMessage());
    } catch (AgentInitializationException e) {
      throw LookException.noEntry(
          "the agent did not start in process " + pid + ", whose stderr says why");
    } finally {
      machine.detach();
    }
  }

  private void checkJava(Properties properties) throws LookException {
    String version = properties.getProperty("java.specification.version", "");
    if (!version.matches("\\d+") || Integer.parseInt(version) < 25) {
      throw LookException.noEntry(
          "process " + pid + " runs Java " + version + ", and asyncio4j needs 25");
    }
  }

  private VirtualMachine attach() throws LookException, IOException {
    try {
      return VirtualMachine.attach(Long.toString(pid));
    } catch (AttachNotSupportedException e) {
      Processes.check(pid);
      throw LookException.noEntry(
          "process " + pid + " does not let tools attach: " + e.getMessage());
    }
  }
}
