package org.asyncio4j.io.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.asyncio4j.io.transport.TlsOptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Self-signed certificates, made once by the JDK's keytool, before the tests of a class. */
public final class Certificates implements BeforeAllCallback {
  /** The JDK would keep 20,480 of them for a day, which looks like a leak. */
  private static final int SESSIONS = 100;

  private static final char[] PASSWORD = "secret".toCharArray();
  private static final Path FOLDER = make();

  /** For JUnit. */
  public Certificates() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    assertThat(file("server")).exists();
  }

  private static Path make() {
    try {
      Path folder = Files.createTempDirectory("asyncio4j-tls");
      keytool(folder, "server", "localhost", "dns:localhost,ip:127.0.0.1");
      keytool(folder, "other", "other.example", "dns:other.example");
      keytool(folder, "client", "client", "dns:client.example");
      for (String name : List.of("server", "other", "client")) {
        folder.resolve(name + ".p12").toFile().deleteOnExit();
      }
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("keytool could not be run", e);
    }
  }

  private static void keytool(Path folder, String name, String common, String names)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.add("-J-XX:TieredStopAtLevel=1"); // it is gone after a second
    line.addAll(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-validity", "3650"));
    line.addAll(List.of("-dname", "CN=" + common, "-ext", "san=" + names));
    line.addAll(List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
    line.addAll(List.of("-keystore", folder.resolve(name + ".p12").toString()));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool failed: " + said);
    }
  }

  /** Returns the file with key and certificate of a name: server, other, client. */
  public static Path file(String name) {
    return FOLDER.resolve(name + ".p12");
  }

  /** The password of the files. */
  public static String password() {
    return new String(PASSWORD);
  }

  private static KeyStore store(List<String> names, boolean keys)
      throws GeneralSecurityException, IOException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    all.load(null, null);
    for (String name : names) {
      KeyStore one = KeyStore.getInstance(file(name).toFile(), PASSWORD);
      Certificate[] chain = one.getCertificateChain(name);
      if (keys) {
        all.setKeyEntry(name, one.getKey(name, PASSWORD), PASSWORD, chain);
      } else {
        all.setCertificateEntry(name, chain[0]);
      }
    }
    return all;
  }

  /** Returns a context that has the keys of some names and trusts others. */
  public static SSLContext context(List<String> own, List<String> trusted) {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store(own, true), PASSWORD);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store(trusted, false));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          own.isEmpty() ? null : keys.getKeyManagers(),
          trusted.isEmpty() ? null : trust.getTrustManagers(),
          null);
      context.getClientSessionContext().setSessionCacheSize(SESSIONS);
      context.getServerSessionContext().setSessionCacheSize(SESSIONS);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Options of a server that is localhost. */
  public static TlsOptions server() {
    return TlsOptions.of(context(List.of("server"), List.of()));
  }

  /** Options of a client that trusts it. */
  public static TlsOptions client() {
    return TlsOptions.of(context(List.of(), List.of("server", "other")));
  }
}
