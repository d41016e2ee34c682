package org.asyncio4j.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who waits for whom in a loop: the machine asks, who knows tasks answers. Nothing of it runs code
 * of the program, so that the carrier may ask. Any thread; exact for whoever holds the loop.
 */
public interface Waits {
  /** Of a loop without tasks. */
  Waits NONE =
      new Waits() {
        @Override
        public boolean moreTasksThan(int count) {
          return false;
        }

        @Override
        public String lines(int most) {
          return "";
        }

        @Override
        public List<Circle> circles(Map<Thread, Long> lockOwners) {
          return List.of();
        }

        @Override
        public Set<Thread> inLocks() {
          return Set.of();
        }
      };

  /**
   * Tasks that wait for each other.
   *
   * @param waits what they wait for; the same again as long as none has gone on
   * @param size how many tasks
   * @param names the tasks' names, as a chain
   * @param text names the tasks, where each stands and what it waits for, one line each
   */
  record Circle(Set<Object> waits, int size, Supplier<String> names, Supplier<String> text) {}

  /**
   * Tells whether there are many tasks.
   *
   * @param count how many are not yet many
   * @return true if more tasks than that are not done
   */
  boolean moreTasksThan(int count);

  /**
   * Describes the tasks that are not done.
   *
   * @param most how many to describe at most
   * @return a line for each, which begins with the line feed
   */
  String lines(int most);

  /**
   * Finds tasks that cannot go on, since each waits for the next and the last for the first, and no
   * deadline will end that.
   *
   * @param lockOwners for threads that wait for a lock of the JDK, the id of the thread that holds
   *     it; may be empty
   * @return the circles
   */
  List<Circle> circles(Map<Thread, Long> lockOwners);

  /**
   * Returns the threads of the tasks that wait for a lock of the JDK.
   *
   * @return the threads
   */
  Set<Thread> inLocks();
}
