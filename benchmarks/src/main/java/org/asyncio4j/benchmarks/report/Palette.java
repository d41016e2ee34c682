package org.asyncio4j.benchmarks.report;

import org.asyncio4j.benchmarks.Peer;

/** A colour for each peer, the same in all pictures. */
final class Palette {
  private Palette() {}

  static String of(Peer peer) {
    return switch (peer) {
      case SCHEDULED, SCHEDULED_LENT, SCHEDULED_PROTOCOL -> "#0969da";
      case PORTABLE, PORTABLE_LENT, PORTABLE_PROTOCOL -> "#54aeff";
      case LIMIT -> "#8c959f";
      case VT_DEFAULT -> "#bf8700";
      case VT_OWN -> "#d4a72c";
      case KOTLIN -> "#8250df";
      case VERTX_VT -> "#a475f9";
      case VERTX -> "#c297ff";
      case COMPLETABLE_FUTURE -> "#bf3989";
      case JOX -> "#ff80c8";
      case CPYTHON, CPYTHON_PROTOCOL -> "#1a7f37";
      case UVLOOP, UVLOOP_PROTOCOL -> "#4ac26b";
      case C -> "#24292f";
      case NIO -> "#57606a";
      case NETTY_NIO -> "#bc4c00";
      case NETTY_EPOLL -> "#fb8f44";
      case GO -> "#1b7c83";
    };
  }
}
