package org.asyncio4j.task;

import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.future.DoneCallback;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Relay;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a group that are not done, in the order of creation. Each one's done callback is its
 * link, so that it costs no entry. Loop's thread only; others may read the number.
 */
final class GroupMembers {
  /** What is told of a task's end. */
  @FunctionalInterface
  interface Ended {
    /**
     * A task has ended; it is no member any more.
     *
     * @param task the task, done
     */
    void ended(Task<?> task);
  }

  private final Ended ended;
  private @Nullable Member<?> first;
  private @Nullable Member<?> last;
  private int size;

  GroupMembers(Ended ended) {
    this.ended = ended;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Adds a task that is made just now, done or not, and for which a parent waits. */
  <T extends @Nullable Object> void add(Task<T> task, Task<?> parent, Context context) {
    Member<T> member = new Member<>(task);
    task.addDoneCallback(new Relay<>(parent, member), context);
    Member<?> before = last; // no calls from here on: a full stack must not leave half a link
    member.previous = before;
    if (before == null) {
      first = member;
    } else {
      before.next = member;
    }
    last = member;
    size++;
  }

  List<Task<?>> all() {
    List<Task<?>> all = new ArrayList<>(size);
    for (Member<?> member = first; member != null; member = member.next) {
      all.add(member.task);
    }
    return all;
  }

  private final class Member<T extends @Nullable Object> implements DoneCallback<T> {
    final Task<T> task;
    @Nullable Member<?> previous;
    @Nullable Member<?> next;

    Member(Task<T> task) {
      this.task = task;
    }

    @Override
    public void done(Future<T> done) {
      if (previous == null) {
        first = next;
      } else {
        previous.next = next;
      }
      if (next == null) {
        last = previous;
      } else {
        next.previous = previous;
      }
      size--;
      ended.ended(task);
    }
  }
}
