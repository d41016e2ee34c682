package org.asyncio4j.io.channel;

import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.util.Objects;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.asyncio4j.io.transport.ConnectionProtocol;
import org.asyncio4j.io.transport.ExtraInfo;
import org.asyncio4j.io.transport.WriteBufferLimits;
import org.jspecify.annotations.Nullable;

/** What a program sees of a TLS connection. */
final class TlsTransport implements Securable {
  private final TlsProtocol tls;

  /** Whether there is TLS in this TLS. */
  private boolean belowTls;

  TlsTransport(TlsProtocol tls) {
    this.tls = tls;
  }

  private void check(String what) {
    tls.engine().checkThread(what);
  }

  private void checkWrite() {
    check("write");
    if (belowTls) {
      throw Tls.below("write", this);
    }
  }

  @Override
  public void giveToTls() {
    checkWrite();
    belowTls = true;
  }

  @Override
  public void writeRecords(ByteBuffer records) {
    tls.write(records);
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    checkWrite();
    tls.write(ByteBuffer.wrap(data, offset, length));
  }

  @Override
  public void write(ByteBuffer data) {
    checkWrite();
    tls.write(data);
    data.position(data.limit());
  }

  @Override
  public void writeOwned(ByteBuffer data) {
    checkWrite();
    tls.write(data.duplicate());
  }

  @Override
  public boolean canWriteEof() {
    return false;
  }

  @Override
  public void writeEof() {
    throw new UnsupportedOperationException(
        "write_eof() is not there on TLS connections, as in asyncio; close() says the end to the"
            + " other side");
  }

  @Override
  public void pauseReading() {
    check("pauseReading");
    tls.pauseReading();
  }

  @Override
  public void resumeReading() {
    check("resumeReading");
    tls.resumeReading();
  }

  @Override
  public boolean reading() {
    return tls.reading();
  }

  @Override
  public ConnectionProtocol protocol() {
    return tls.app();
  }

  @Override
  public void setProtocol(ConnectionProtocol protocol) {
    check("setProtocol");
    tls.setApp(Objects.requireNonNull(protocol, "protocol"));
  }

  @Override
  public boolean closing() {
    return tls.closing();
  }

  @Override
  public void close() {
    check("close");
    tls.close();
  }

  @Override
  public void abort() {
    check("abort");
    tls.abort();
  }

  @Override
  public void setWriteBufferLimits(int high, int low) {
    tls.raw().setWriteBufferLimits(high, low);
  }

  @Override
  public WriteBufferLimits writeBufferLimits() {
    return tls.raw().writeBufferLimits();
  }

  @Override
  public long writeBufferSize() {
    return tls.waitingBytes();
  }

  @Override
  public <T> @Nullable T getExtraInfo(ExtraInfo<T> key) {
    SSLSession session = tls.tls().session();
    Object value =
        switch (key.name()) {
          case "peercert" -> certificate(session);
          case "cipher" -> session.getCipherSuite();
          case "tls_version" -> session.getProtocol();
          case "application_protocol" -> agreed();
          case "ssl_session" -> session;
          default -> tls.raw().getExtraInfo(key);
        };
    return value == null ? null : key.type().cast(value);
  }

  private @Nullable String agreed() {
    String protocol = tls.tls().applicationProtocol();
    return protocol.isEmpty() ? null : protocol;
  }

  private static @Nullable Certificate certificate(SSLSession session) {
    try {
      return session.getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException e) {
      return null; // it has sent none
    }
  }

  @Override
  public String toString() {
    return "<TlsTransport "
        + tls.stateText()
        + " "
        + tls.tls().session().getProtocol()
        + " on "
        + tls.raw()
        + ">";
  }
}
