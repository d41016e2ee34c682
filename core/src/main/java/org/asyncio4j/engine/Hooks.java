package org.asyncio4j.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.asyncio4j.fiber.Carrier;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.fiber.StackRoom;
import org.jspecify.annotations.Nullable;

/*
 * An observer is a user's code and so never runs on the carrier, nor in the middle of the machine:
 *
 *   code of the program --tell--> observers, at once, on the same stack
 *   the machine         --tell--> late --> a runner, before the machine takes its next handle
 *
 * What comes while an observer runs is put off too. The loop is held meanwhile: an observer that waits for
 * a lock of the JDK lets nothing else go first, so the order of the program's events stays what it was.
 * Telling on a runner takes no place in the ready queue and is no step.
 *
 * The order in which observers are told is the order in which things happen: whoever tells at once tells
 * what is late first.
 */
/** Tells the observers of one loop what happens in it. By whoever holds the loop. */
public final class Hooks extends Ready {
  /** Something that has happened. */
  @FunctionalInterface
  public interface Happening {
    /**
     * Tells it.
     *
     * @param hook to whom
     */
    void to(Hook hook);
  }

  /** Asks the sources for their hooks, and tells nothing. */
  private static final Happening NOTHING = _ -> {};

  private record Told(HookSource source, Hook hook) {}

  // Any thread reads; guarded by the class for writing.
  private static volatile List<HookSource> everywhere = List.of();
  private volatile List<HookSource> own = List.of();
  private boolean closed;

  /** How many there are in all loops. Guarded by the class. */
  private static int count;

  private final Engine engine;
  private final Queue<Happening> late = new ArrayDeque<>();
  private List<HookSource> knownEverywhere = List.of();
  private List<HookSource> knownOwn = List.of();
  private List<Told> told = List.of();
  private boolean turns;
  private boolean inMachine;
  private boolean telling;

  Hooks(Engine engine) {
    this.engine = engine;
  }

  // ---------------------------------------------------------------- who is told

  /**
   * Adds an observer of all loops, those to come included. Any thread.
   *
   * @param source the observer
   * @return takes it away again
   */
  public static Runnable addEverywhere(HookSource source) {
    Engine.undisturbed(() -> {
      synchronized (Hooks.class) {
        everywhere = with(everywhere, source);
        counted(1);
      }
    });
    return () ->
        Engine.undisturbed(() -> {
          synchronized (Hooks.class) {
            List<HookSource> before = everywhere;
            everywhere = without(before, source);
            counted(everywhere.size() - before.size());
          }
        });
  }

  /**
   * Adds an observer of this loop; without effect once the loop is closed. Any thread.
   *
   * @param source the observer
   * @return takes it away again
   */
  public Runnable add(HookSource source) {
    Engine.undisturbed(() -> {
      synchronized (Hooks.class) {
        if (!closed) {
          own = with(own, source);
          counted(1);
        }
      }
    });
    return () -> Engine.undisturbed(() -> remove(List.of(source)));
  }

  private void remove(List<HookSource> sources) {
    synchronized (Hooks.class) {
      List<HookSource> before = own;
      for (HookSource each : sources) {
        own = without(own, each);
      }
      counted(own.size() - before.size());
    }
  }

  private static void counted(int change) {
    count += change;
    HookSwitch.set(count > 0);
  }

  private static List<HookSource> with(List<HookSource> list, HookSource source) {
    List<HookSource> more = new ArrayList<>(list);
    more.add(source);
    return List.copyOf(more);
  }

  private static List<HookSource> without(List<HookSource> list, HookSource source) {
    return list.stream().filter(each -> each != source).toList();
  }

  /** The loop has closed: what has happened last is told, and nothing more. */
  void close() {
    tellLate();
    synchronized (Hooks.class) {
      closed = true;
      remove(own);
    }
  }

  private boolean nobody() {
    return everywhere.isEmpty() && own.isEmpty();
  }

  private boolean haveChanged() {
    return everywhere != knownEverywhere || own != knownOwn;
  }

  /** Asks new sources for their hooks; the others keep theirs. */
  private void look() {
    knownEverywhere = everywhere;
    knownOwn = own;
    List<HookSource> all = new ArrayList<>(knownEverywhere);
    all.addAll(knownOwn);
    List<Told> now = new ArrayList<>();
    for (HookSource source : all) {
      Told before = told.stream().filter(each -> each.source == source).findFirst().orElse(null);
      Hook hook = before == null ? source.make(engine.loop()) : before.hook;
      if (hook != null) {
        now.add(before == null ? new Told(source, hook) : before);
      }
    }
    told = now;
    turns = now.stream().anyMatch(each -> wantsTurns(each));
  }

  private static boolean wantsTurns(Told each) {
    try {
      return each.hook.observesTurns();
    } catch (Throwable e) {
      each.source.failed(e);
      return false;
    }
  }

  // ---------------------------------------------------------------- telling

  /**
   * Tells what has just happened, at once or as soon as the machine may.
   *
   * @param happening what
   */
  public void tell(Happening happening) {
    if (nobody()) {
      return;
    }
    if (inMachine || telling || Thread.currentThread() instanceof Carrier) {
      late.add(happening);
      return;
    }
    try {
      StackRoom.ensure();
    } catch (StackOverflowError e) {
      return; // the program's own end of the stack is near: it is not to meet ours
    }
    tellLate();
    tellNow(happening);
  }

  /** Tells what the machine could not tell. Not on the carrier. */
  void tellLate() {
    for (Happening next = late.poll(); next != null; next = late.poll()) {
      tellNow(next);
    }
  }

  private void tellNow(Happening happening) {
    Engine.undisturbed(() -> {
      telling = true;
      try {
        if (haveChanged()) {
          look();
        }
        for (Told each : told) {
          tell(each, happening);
        }
      } finally {
        telling = false;
      }
    });
  }

  private static void tell(Told to, Happening happening) {
    try {
      happening.to(to.hook);
    } catch (Throwable e) {
      to.source.failed(e);
    }
  }

  /**
   * Returns the task that the calling code belongs to, for reports of who does something.
   *
   * @return the task; null in a callback, in the machine and outside the loop
   */
  public @Nullable Ready doer() {
    if (inMachine) {
      return null;
    }
    Fiber here = Fiber.current();
    return here != null && here.task instanceof Ready task ? task : null;
  }

  /**
   * Checks that the calling code may leave the loop.
   *
   * @throws IllegalStateException if it is an observer's
   */
  public void checkMayLeave() {
    if (telling) {
      throw new IllegalStateException(
          "await in an observer of the loop: all else stands still while it is told; let it note"
              + " what it has seen, and do the rest in a task, with loop.callSoon(...)");
    }
  }

  // ---------------------------------------------------------------- in the machine

  /** Finds the next fiber; meanwhile nobody is told anything. */
  @Nullable Fiber advance(Turn turn) {
    boolean before = inMachine;
    inMachine = true;
    try {
      return turn.next(true);
    } finally {
      inMachine = before;
    }
  }

  /**
   * Another fiber goes on in the middle of this: it may leave the loop, and what it does is told
   * later.
   *
   * @return ends that
   */
  Runnable aside() {
    boolean wasTelling = telling;
    boolean wasInMachine = inMachine;
    telling = false;
    inMachine = true;
    return () -> {
      telling = wasTelling;
      inMachine = wasInMachine;
    };
  }

  boolean hasLate() {
    return !late.isEmpty();
  }

  void turnStarted(int ready) {
    if (haveChanged()) {
      late.add(NOTHING);
    } else if (turns) {
      late.add(hook -> hook.turnStarted(ready));
    }
  }

  void turnEnded() {
    if (turns && !nobody()) {
      late.add(Hook::turnEnded);
    }
  }

  /** Not in the ready queue: the machine hands it to a runner. */
  @Override
  protected @Nullable Fiber run(Engine unused) {
    return engine.onRunner(this);
  }

  @Override
  protected void runUserCode(Engine unused, Fiber fiber) {
    tellLate();
  }
}
