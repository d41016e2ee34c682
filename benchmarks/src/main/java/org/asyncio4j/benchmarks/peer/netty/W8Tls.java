package org.asyncio4j.benchmarks.peer.netty;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;

/** An echo server over TLS 1.3 with the JDK's engine: {@code W8Tls KEYSTORE PASSWORD}. */
public final class W8Tls {
  private W8Tls() {}

  /** Entry. */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    SslContext tls = context(new File(args[0]), args[1].toCharArray());
    EchoServer.run(channel -> channel.pipeline().addLast(tls.newHandler(channel.alloc())));
  }

  private static SslContext context(File keyStore, char[] password)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(keyStore, password), password);
    return SslContextBuilder.forServer(keys)
        .sslProvider(SslProvider.JDK)
        .protocols("TLSv1.3")
        .build();
  }
}
