package org.asyncio4j.tests.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.asyncio4j.function.Action;

/** Calls of the JDK that wait for something outside the loop. */
public enum Blocking {
  /** Ends by itself. */
  SLEEP(true) {
    @Override
    public Call open(Duration sleep) {
      return new Call(() -> Thread.sleep(sleep), () -> {}, () -> true);
    }
  },
  /** Ends when the other side sends. */
  SOCKET_READ(true) {
    @Override
    public Call open(Duration sleep) throws IOException {
      ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      Socket here = new Socket(server.getInetAddress(), server.getLocalPort());
      Socket there = server.accept();
      return new Call(
          () -> here.getInputStream().read(),
          () -> {
            there.getOutputStream().write(1);
            there.close();
            server.close();
          },
          here::isClosed);
    }
  },
  /** Ends by a notify. */
  OBJECT_WAIT(true) {
    @Override
    public Call open(Duration sleep) {
      Object monitor = new Object();
      boolean[] notified = new boolean[1];
      return new Call(
          () -> {
            synchronized (monitor) {
              while (!notified[0]) {
                monitor.wait();
              }
            }
          },
          () -> {
            synchronized (monitor) {
              notified[0] = true;
              monitor.notifyAll();
            }
          },
          () -> true);
    }
  },
  /** Ends when another thread leaves the monitor. */
  SYNCHRONIZED(false) {
    @Override
    public Call open(Duration sleep) throws InterruptedException {
      Object monitor = new Object();
      CountDownLatch taken = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      Threads.start(() -> {
        synchronized (monitor) {
          taken.countDown();
          release.await();
        }
      });
      Threads.await(taken);
      return new Call(() -> Blocking.enter(monitor), release::countDown, () -> true);
    }
  },
  /** Ends when another thread unlocks. */
  REENTRANT_LOCK(false) {
    @Override
    public Call open(Duration sleep) throws InterruptedException {
      ReentrantLock lock = new ReentrantLock();
      CountDownLatch taken = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      Threads.start(() -> {
        lock.lock();
        taken.countDown();
        release.await();
        lock.unlock();
      });
      Threads.await(taken);
      return new Call(
          () -> {
            lock.lock();
            lock.unlock();
          },
          release::countDown,
          () -> true);
    }
  };

  /** Whether an interrupt ends it. */
  public final boolean interruptible;

  Blocking(boolean interruptible) {
    this.interruptible = interruptible;
  }

  /**
   * One call.
   *
   * @param block blocks until released
   * @param release ends it, from another thread
   * @param closedByInterrupt whether an interrupt has left behind what it should
   */
  public record Call(
      Action block, Action release, java.util.function.BooleanSupplier closedByInterrupt) {}

  /**
   * Prepares a call.
   *
   * @param sleep how long a sleep takes, which nothing else can end
   */
  public abstract Call open(Duration sleep) throws Exception;

  private static void enter(Object monitor) {
    synchronized (monitor) {
      assert Thread.holdsLock(monitor);
    }
  }
}
