package org.asyncio4j.io.channel;

import java.time.Duration;
import org.asyncio4j.Asyncio;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.junit.jupiter.api.Test;

/** When a child is asked and when it is killed, in virtual time. */
class GentleEndTest {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Trace trace = new Trace();

  private interface Body {
    void run(GentleEnd end);
  }

  private void run(Body body) {
    new VirtualClock()
        .run(() -> {
          EventLoop loop = Asyncio.getRunningLoop();
          Duration start = loop.time();
          body.run(
              new GentleEnd(
                  loop,
                  new GentleEnd.Child() {
                    @Override
                    public void ask() {
                      trace.add("ask " + loop.time().minus(start).toSeconds());
                    }

                    @Override
                    public void end() {
                      trace.add("end " + loop.time().minus(start).toSeconds());
                    }
                  }));
          Asyncio.sleep(Duration.ofSeconds(20));
        });
  }

  @Test
  void childThatStays_isKilledAfterTheGracePeriod() {
    run(end -> end.begin(GRACE));

    trace.is("ask 0", "end 5");
  }

  @Test
  void childThatEnds_isNotKilled() {
    run(end -> {
      end.begin(GRACE);
      Asyncio.sleep(Duration.ofSeconds(3));
      end.gone();
    });

    trace.is("ask 0");
  }

  @Test
  void noGracePeriod_killsWithoutAsking() {
    run(end -> end.begin(Duration.ZERO));

    trace.is("end 0");
  }

  @Test
  void now_cutsTheGracePeriodShort() {
    run(end -> {
      end.begin(GRACE);
      Asyncio.sleep(Duration.ofSeconds(2));
      end.now();
      end.now();
    });

    trace.is("ask 0", "end 2");
  }

  @Test
  void begunTwice_asksOnce() {
    run(end -> {
      end.begin(GRACE);
      end.begin(GRACE);
    });

    trace.is("ask 0", "end 5");
  }

  @Test
  void afterTheEnd_nothingIsDone() {
    run(end -> {
      end.gone();
      end.begin(GRACE);
      end.now();
    });

    trace.is();
  }
}
