package io.weir.engine.dataplane.upload;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Connector;
import io.weir.spi.ConnectorException;
import io.weir.spi.Receipt;
import io.weir.spi.RecordBatch;
import io.weir.spi.Settings;
import io.weir.spi.TargetDelivery;
import io.weir.spi.UploadManifest;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Delivers prepared parts to a target, all or nothing. An attempt begins by asking the target
 * whether this upload is there already, so repeating it is safe; when the answer to a commit is
 * lost the target is asked once more.
 */
public final class Upload {
  private final Parts parts;
  private final Connector.TargetSide target;
  private final Settings settings;

  public Upload(Parts parts, Connector.TargetSide target, Settings settings) {
    this.parts = parts;
    this.target = target;
    this.settings = settings;
  }

  /**
   * @param prepared the parts of all tables of the manifest
   * @param cancelled asked between batches
   */
  public UploadOutcome deliver(
      UploadManifest manifest, List<Part> prepared, BooleanSupplier cancelled) {
    try {
      Optional<Receipt> earlier = target.find(settings, manifest);
      if (earlier.isPresent()) {
        return counted(manifest, earlier.get());
      }
      return write(manifest, prepared, cancelled);
    } catch (ConnectorException e) {
      return e.kind() == ConnectorException.Kind.UNKNOWN
          ? new UploadOutcome.Unknown(problem(manifest, e))
          : new UploadOutcome.Refused(problem(manifest, e));
    } catch (WeirException e) {
      return new UploadOutcome.Refused(e.problem().at("module", manifest.module()));
    } catch (RuntimeException e) {
      return new UploadOutcome.Refused(unexpected(manifest, ErrorCode.TARGET_REFUSED, e));
    }
  }

  private UploadOutcome write(
      UploadManifest manifest, List<Part> prepared, BooleanSupplier cancelled) {
    try (TargetDelivery delivery = target.open(settings, manifest)) {
      for (UploadManifest.Table table : manifest.tables()) {
        for (Part part : of(table, prepared)) {
          if (!write(part, delivery, cancelled)) {
            return new UploadOutcome.Refused(
                Problem.of(
                        ErrorCode.UNAVAILABLE,
                        "The upload was stopped before anything was published.",
                        "Start it again.")
                    .at("module", manifest.module()));
          }
        }
      }
      return commit(manifest, delivery);
    }
  }

  private boolean write(Part part, TargetDelivery delivery, BooleanSupplier cancelled) {
    try (Parts.Reader reader = parts.read(part)) {
      for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (cancelled.getAsBoolean()) {
          return false;
        }
        delivery.write(next.get());
      }
      return true;
    }
  }

  private UploadOutcome commit(UploadManifest manifest, TargetDelivery delivery) {
    try {
      return counted(manifest, delivery.commit());
    } catch (ConnectorException e) {
      return switch (e.kind()) {
        case REFUSED, FENCED -> new UploadOutcome.Refused(problem(manifest, e));
        case UNAVAILABLE, FAILED, TIMED_OUT, UNKNOWN -> settle(manifest, problem(manifest, e));
      };
    } catch (RuntimeException e) {
      return settle(manifest, unexpected(manifest, ErrorCode.UPLOAD_UNKNOWN, e));
    }
  }

  /**
   * After a commit without an answer: what does the target hold? Its silence or "nothing yet"
   * settles nothing.
   */
  private UploadOutcome settle(UploadManifest manifest, Problem lost) {
    try {
      Optional<Receipt> found = target.find(settings, manifest);
      if (found.isPresent()) {
        return counted(manifest, found.get());
      }
    } catch (RuntimeException stillSilent) {
      return new UploadOutcome.Unknown(unknown(lost));
    }
    return new UploadOutcome.Unknown(unknown(lost));
  }

  private static UploadOutcome counted(UploadManifest manifest, Receipt receipt) {
    for (UploadManifest.Table table : manifest.tables()) {
      long told = receipt.rows().getOrDefault(table.schema().name(), 0L);
      if (told != table.rows()) {
        return new UploadOutcome.Unknown(
            Problem.of(
                    ErrorCode.PROOF_FAILED,
                    "The target counts %d records of table %s, not the %d delivered."
                        .formatted(told, table.schema().name(), table.rows()),
                    "Look at the target: something else wrote to it, or its connector miscounts.")
                .at("module", manifest.module())
                .at("table", table.schema().name()));
      }
    }
    return new UploadOutcome.Delivered(receipt);
  }

  private static List<Part> of(UploadManifest.Table table, List<Part> prepared) {
    return prepared.stream()
        .filter(part -> part.id().table().equals(table.schema().name()))
        .sorted((one, other) -> one.id().compareTo(other.id()))
        .toList();
  }

  private static Problem unknown(Problem lost) {
    return new Problem(
        ErrorCode.UPLOAD_UNKNOWN,
        lost.message(),
        "Confirm the upload again: it first asks the target whether the delivery is there.",
        lost.where());
  }

  private static Problem problem(UploadManifest manifest, ConnectorException e) {
    ErrorCode code =
        switch (e.kind()) {
          case REFUSED, FAILED -> ErrorCode.TARGET_REFUSED;
          case UNAVAILABLE, TIMED_OUT -> ErrorCode.TARGET_UNAVAILABLE;
          case FENCED -> ErrorCode.FENCED;
          case UNKNOWN -> ErrorCode.UPLOAD_UNKNOWN;
        };
    return Problem.of(code, String.valueOf(e.getMessage()), e.advice())
        .at("module", manifest.module());
  }

  private static Problem unexpected(UploadManifest manifest, ErrorCode code, RuntimeException e) {
    return Problem.of(
            code,
            "The target's connector broke off with " + e.getClass().getSimpleName() + ".",
            "Report it to the plugin's author.")
        .at("module", manifest.module());
  }
}
