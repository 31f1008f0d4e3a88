package dev.surety.demo.security;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A key for 127.0.0.1 that signs itself, made by the JDK's own keytool. */
record Certificate(Path keystore, Path pem, String password) {

  static Certificate create(Path folder, String password) throws Exception {
    Path keystore = folder.resolve("broker.p12");
    Path pem = folder.resolve("ca.pem");
    String store = keystore.toString();
    keytool(
        "-genkeypair -alias broker -keyalg RSA -dname CN=localhost -ext SAN=IP:127.0.0.1 -validity"
            + " 2",
        List.of("-keystore", store, "-storetype", "PKCS12", "-storepass", password));
    keytool(
        "-exportcert -rfc -alias broker",
        List.of("-keystore", store, "-storepass", password, "-file", pem.toString()));
    return new Certificate(keystore, pem, password);
  }

  private static void keytool(String command, List<String> more) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of(command.split(" ")));
    line.addAll(more);
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("keytool failed: " + said);
    }
  }
}
