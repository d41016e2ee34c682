package org.asyncio4j.benchmarks.peer.asyncio4j;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.asyncio4j.io.stream.Streams;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.TlsOptions;

/** The echo server on streams, with TLS. */
public final class W8Tls {
  private W8Tls() {}

  /**
   * Entry.
   *
   * @param args a PKCS12 file, and its password
   */
  public static void main(String[] args) throws GeneralSecurityException, IOException {
    TlsOptions tls = TlsOptions.of(context(new File(args[0]), args[1].toCharArray()));
    ServerOptions options = ServerOptions.defaults().withTls(tls);
    EchoServer.serve(() -> Streams.startServer(W8Echo::echo, List.of(EchoServer.HOST), 0, options));
  }

  private static SSLContext context(File file, char[] password)
      throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(file, password), password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
