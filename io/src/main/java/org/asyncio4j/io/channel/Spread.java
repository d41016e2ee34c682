package org.asyncio4j.io.channel;

import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Log;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.ServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * Gives each connection to the loop that has the fewest. The server's loop only.
 *
 * <p>The counts are kept here: a loop that has ended gives back what it had.
 */
final class Spread implements Served {
  private static final class Member {
    final Connections connections;
    int active;

    Member(Connections connections) {
      this.connections = connections;
    }
  }

  private final Runnable gone;
  private final List<Member> members = new ArrayList<>();

  Spread(
      List<SelectorPoller> pollers,
      ProtocolFactory factory,
      ServerOptions options,
      Context context,
      Runnable gone,
      Engine home) {
    this.gone = gone;
    for (SelectorPoller each : pollers) {
      Engine engine = each.engine();
      Runnable back = () -> home.soonThreadsafe(new LoopCall(() -> gone(engine), null));
      members.add(new Member(new Connections(each, factory, options, context.copy(), back)));
    }
  }

  private @Nullable Member find(Engine engine) {
    for (Member each : members) {
      if (each.connections.engine() == engine) {
        return each;
      }
    }
    return null;
  }

  private void gone(Engine engine) {
    Member member = find(engine);
    if (member != null) {
      member.active--;
      gone.run();
    }
  }

  @Override
  public void take(SocketChannel accepted) {
    Member fewest = members.getFirst();
    for (Member each : members) {
      if (each.active < fewest.active) {
        fewest = each;
      }
    }
    fewest.active++;
    fewest.connections.take(accepted);
  }

  /** A loop has ended with its connections. Returns whether there is another one. */
  boolean ended(Engine engine) {
    Member member = find(engine);
    if (member != null) {
      members.remove(member);
      Log.say(Level.DEBUG, "A loop has ended that served " + member.active + " connections", null);
      for (int i = 0; i < member.active; i++) {
        gone.run();
      }
    }
    return !members.isEmpty();
  }

  @Override
  public void closeAll() {
    each(Connections::closeAll);
  }

  @Override
  public void abortAll() {
    each(Connections::abortAll);
  }

  private void each(java.util.function.Consumer<Connections> what) {
    for (Member member : members) {
      Connections connections = member.connections;
      connections
          .engine()
          .soonThreadsafe(new LoopCall(() -> what.accept(connections), Context.current()));
    }
  }
}
