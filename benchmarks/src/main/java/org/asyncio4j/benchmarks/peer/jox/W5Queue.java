package org.asyncio4j.benchmarks.peer.jox;

import com.softwaremill.jox.Channel;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** A producer and a consumer, virtual threads on the JDK's scheduler, at a buffered channel. */
public final class W5Queue implements Workload {
  @Override
  public long run(Load load) throws Exception {
    Channel<Integer> channel = Channel.newBufferedChannel(load.level());
    FutureTask<Integer> producer =
        start(() -> {
          for (int i = 0; i < load.times(); i++) {
            channel.send(1);
          }
          return load.times();
        });
    FutureTask<Long> consumer =
        start(() -> {
          long sum = 0;
          for (int i = 0; i < load.times(); i++) {
            sum += channel.receive();
          }
          return sum;
        });
    producer.get();
    return consumer.get();
  }

  private static <T> FutureTask<T> start(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    Thread.startVirtualThread(task);
    return task;
  }
}
