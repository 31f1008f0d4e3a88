package dev.surety.demo.kafka;

import java.nio.file.Path;
import java.util.Properties;

/**
 * A broker that only lets in who knows a password (SASL/SCRAM over TLS), and lets them do only what
 * an ACL allows. Broker and controller of the single node talk in the clear on loopback.
 *
 * @param keystore PKCS12, with the broker's key and its certificate for 127.0.0.1
 * @param keystorePassword opens it
 * @param admin the first user, who may do everything
 * @param adminPassword of that user
 */
public record BrokerSecurity(
    Path keystore, String keystorePassword, String admin, String adminPassword) {

  /** How passwords are proved. */
  public static final String MECHANISM = "SCRAM-SHA-512";

  private static final String LISTENER = "CLIENTS";

  /** What a client has to say to log in. */
  public static String login(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }

  /** As the storage formatter takes it; there must be somebody before there is a broker to ask. */
  String firstUser() {
    return MECHANISM + "=[name=" + admin + ",password=" + adminPassword + "]";
  }

  void apply(Properties p, int port, int controllerPort) {
    String clients = LISTENER + "://127.0.0.1:" + port;
    p.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.put("advertised.listeners", clients);
    p.put("listener.security.protocol.map", LISTENER + ":SASL_SSL,CONTROLLER:PLAINTEXT");
    p.put("inter.broker.listener.name", LISTENER);
    p.put("sasl.enabled.mechanisms", MECHANISM);
    p.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
    p.put("listener.name.clients.scram-sha-512.sasl.jaas.config", login(admin, adminPassword));
    p.put("ssl.keystore.type", "PKCS12");
    p.put("ssl.keystore.location", keystore.toString());
    p.put("ssl.keystore.password", keystorePassword);
    // The broker is a client of itself, too.
    p.put("ssl.truststore.type", "PKCS12");
    p.put("ssl.truststore.location", keystore.toString());
    p.put("ssl.truststore.password", keystorePassword);
    p.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    p.put("allow.everyone.if.no.acl.found", "false");
    // Nobody is anonymous on the clients' listener; on the controller's the node is, to itself.
    p.put("super.users", "User:" + admin + ";User:ANONYMOUS");
  }
}
