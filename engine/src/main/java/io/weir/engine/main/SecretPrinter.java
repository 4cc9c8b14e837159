package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Timestamp;
import io.weir.v1.Secret;
import io.weir.v1.SecretVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows what may be seen of secrets: names, versions, when they were made and by whom. */
final class SecretPrinter {
  private final Terminal out;

  SecretPrinter(Terminal out) {
    this.out = out;
  }

  void made(Secret secret, boolean json) {
    if (json) {
      out.line(result(secret).put("version", newest(secret)).toString());
      return;
    }
    out.line("secret " + secret.getName() + " is at version " + newest(secret));
    out.line("next      name it in a document: \"secret\": \"" + secret.getName() + "\"");
  }

  void deleted(Secret secret, int version, boolean json) {
    out.line(
        json
            ? result(secret).put("version", version).put("deleted", true).toString()
            : "version " + version + " of secret " + secret.getName() + " is deleted");
  }

  void list(List<Secret> secrets, boolean json) {
    if (json) {
      out.line(json(secrets).toString());
    } else if (secrets.isEmpty()) {
      out.line("no secrets");
    } else {
      List<List<String>> rows = new ArrayList<>();
      for (Secret secret : secrets) {
        for (SecretVersion version : secret.getVersionsList()) {
          rows.add(
              List.of(
                  secret.getName(),
                  Integer.toString(version.getVersion()),
                  at(version.getMadeAt()),
                  version.getMadeBy(),
                  state(secret, version)));
        }
      }
      out.table(List.of("secret", "version", "made", "by", "state"), rows);
    }
  }

  private static String state(Secret secret, SecretVersion version) {
    if (version.hasDeletedAt()) {
      return "deleted " + at(version.getDeletedAt());
    }
    return version.getVersion() == newest(secret) ? "newest" : "kept";
  }

  private static int newest(Secret secret) {
    return secret.getVersionsList().stream()
        .filter(it -> !it.hasDeletedAt())
        .mapToInt(SecretVersion::getVersion)
        .max()
        .orElse(0);
  }

  private static ObjectNode result(Secret secret) {
    return JsonNodeFactory.instance.objectNode().put("ok", true).put("secret", secret.getName());
  }

  private static ObjectNode json(List<Secret> secrets) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("ok", true);
    ArrayNode array = node.putArray("secrets");
    for (Secret secret : secrets) {
      ArrayNode versions = array.addObject().put("secret", secret.getName()).putArray("versions");
      for (SecretVersion version : secret.getVersionsList()) {
        ObjectNode told =
            versions
                .addObject()
                .put("version", version.getVersion())
                .put("madeAt", at(version.getMadeAt()))
                .put("madeBy", version.getMadeBy());
        if (version.hasDeletedAt()) {
          told.put("deletedAt", at(version.getDeletedAt()));
        }
      }
    }
    return node;
  }

  private static String at(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds()).toString();
  }
}
