package org.asyncio4j.io.transport;

/** What a TLS server asks of its clients. */
public enum ClientAuth {
  /** No certificate. */
  NONE,
  /** A certificate, but it goes on without. */
  WANT,
  /** A certificate that it trusts. */
  NEED
}
