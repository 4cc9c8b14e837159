package io.weir.engine.access.grpc;

import io.weir.engine.access.door.Done;
import io.weir.engine.access.door.Door;
import io.weir.engine.authorization.Action;
import io.weir.engine.authorization.Resource;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.secret.AnonymizationSecrets;
import io.weir.engine.secret.SecretView;
import io.weir.v1.CreateSecretRequest;
import io.weir.v1.DeleteSecretVersionRequest;
import io.weir.v1.ListSecretsRequest;
import io.weir.v1.ListSecretsResponse;
import io.weir.v1.RotateSecretRequest;
import io.weir.v1.Secret;
import io.weir.v1.SecretManagerPowerApi;
import io.weir.v1.SecretVersion;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.grpc.javadsl.Metadata;

/** The service {@code SecretManager}. */
final class SecretService implements SecretManagerPowerApi {
  private final Door door;
  private final AnonymizationSecrets secrets;

  SecretService(Door door, AnonymizationSecrets secrets) {
    this.door = door;
    this.secrets = secrets;
  }

  @Override
  public CompletionStage<Secret> createSecret(CreateSecretRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.CREATE_SECRET,
        secret(in.getName()),
        caller ->
            secrets
                .create(caller.name(), in.getName(), Calls.key(in.getIdempotencyKey()))
                .thenApply(SecretService::made));
  }

  @Override
  public CompletionStage<Secret> rotateSecret(RotateSecretRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.ROTATE_SECRET,
        secret(in.getName()),
        caller ->
            secrets
                .rotate(caller.name(), in.getName(), Calls.key(in.getIdempotencyKey()))
                .thenApply(SecretService::made));
  }

  @Override
  public CompletionStage<Secret> deleteSecretVersion(
      DeleteSecretVersionRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.DELETE_SECRET_VERSION,
        secret(in.getName()),
        caller ->
            secrets
                .delete(
                    caller.name(), in.getName(), in.getVersion(), Calls.key(in.getIdempotencyKey()))
                .thenApply(left ->
                    Done.changed(
                        message(left), Map.of("version", Integer.toString(in.getVersion())))));
  }

  @Override
  public CompletionStage<ListSecretsResponse> listSecrets(
      ListSecretsRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.LIST_SECRETS,
        Resource.all("secret"),
        caller ->
            secrets
                .list(PageRequest.of(in.getPageSize(), in.getPageToken()))
                .thenApply(page ->
                    Done.looked(
                        ListSecretsResponse.newBuilder()
                            .addAllSecrets(
                                page.items().stream().map(SecretService::message).toList())
                            .setNextPageToken(page.nextToken())
                            .build())));
  }

  private static Resource secret(String name) {
    return Resource.of("secret", name);
  }

  private static Done<Secret> made(SecretView secret) {
    return Done.changed(
        message(secret), Map.of("version", Integer.toString(secret.newest().orElse(0))));
  }

  private static Secret message(SecretView secret) {
    return Secret.newBuilder()
        .setName(secret.name())
        .addAllVersions(secret.versions().stream().map(SecretService::message).toList())
        .build();
  }

  private static SecretVersion message(SecretView.Version version) {
    SecretVersion.Builder message =
        SecretVersion.newBuilder()
            .setVersion(version.number())
            .setMadeAt(Times.timestamp(version.madeAt()))
            .setMadeBy(version.madeBy());
    version.deletedAt().map(Times::timestamp).ifPresent(message::setDeletedAt);
    return message.build();
  }
}
