package dev.surety.demo.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The ACLs that the security page promises are enough, read from the page itself. */
final class AclTable {

  private static final Path PAGE = Path.of("..", "docs", "security.md");

  private AclTable() {}

  static List<AclBinding> read() throws IOException {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf("<!-- acls -->"), page.indexOf("<!-- end of acls"));
    List<AclBinding> acls = new ArrayList<>();
    table
        .lines()
        .filter(line -> line.startsWith("| ") && !line.contains("---") && !line.contains("| may |"))
        .map(line -> line.split("\\|"))
        .forEach(cells -> acls.add(binding(cells[1].strip(), cells[2].strip(), cells[3].strip())));
    return acls;
  }

  private static AclBinding binding(String who, String may, String where) {
    String[] resource = where.split(" ");
    return new AclBinding(
        new ResourcePattern(
            ResourceType.valueOf(resource[0].toUpperCase(Locale.ROOT).replace('-', '_')),
            resource[1].replace("*", ""),
            resource[1].endsWith("*") ? PatternType.PREFIXED : PatternType.LITERAL),
        new AccessControlEntry(
            "User:" + who,
            "*",
            AclOperation.valueOf(may.toUpperCase(Locale.ROOT)),
            AclPermissionType.ALLOW));
  }
}
