package org.asyncio4j.io.channel;

import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Says what to do about what the JDK's TLS complains of. Any thread. */
final class TlsErrors {
  /** What the JDK says -> what helps. */
  private static final Map<String, String> HINTS =
      Map.of(
          "unable to find valid certification path",
          "the certificate's issuer is not among those that the SSLContext trusts",
          "No subject alternative",
          "the certificate is for another name; TlsOptions.withServerHostname says which to expect",
          "No name matching",
          "the certificate is for another name; TlsOptions.withServerHostname says which to expect",
          "nrecognized SSL message",
          "the other side does not speak TLS here",
          "No available authentication scheme",
          "this side has no certificate that fits; the SSLContext needs a key manager with one",
          "no cipher suites in common",
          "a server without a certificate has none; the SSLContext needs a key manager with one",
          "Empty client certificate chain",
          "the client has sent no certificate, but TlsOptions.withClientAuth needs one");

  private TlsErrors() {}

  /** Returns an exception of the engine with what helps, of the type that it has. */
  static SSLException explained(Exception error, boolean handshaking) {
    String text = String.valueOf(error.getMessage());
    String hint =
        HINTS.entrySet().stream()
            .filter(each -> text.contains(each.getKey()))
            .map(each -> "; " + each.getValue())
            .findFirst()
            .orElse("");
    SSLException explained =
        handshaking || error instanceof SSLHandshakeException
            ? new SSLHandshakeException(text + hint)
            : new SSLException(text + hint);
    explained.initCause(error);
    return explained;
  }

  static SSLException endedEarly() {
    return new SSLHandshakeException(
        "the other side ended the connection during the TLS handshake; it may want another TLS"
            + " version, or a certificate of this side");
  }
}
