package io.weir.engine.access.grpc;

import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Extensions;
import io.weir.engine.definition.ModuleDiff;
import io.weir.engine.entity.Sha256;
import io.weir.engine.interchange.Exported;
import io.weir.engine.interchange.Imported;
import io.weir.engine.interchange.ModuleFormat;
import io.weir.engine.interchange.Translation;
import io.weir.engine.module.ForeignOriginal;
import io.weir.engine.module.ModuleVersionView;
import io.weir.engine.module.Modules;
import io.weir.engine.module.PrivacyLedger;
import io.weir.engine.vocabulary.WeirException;
import io.weir.v1.DiffModuleVersionsRequest;
import io.weir.v1.DiffModuleVersionsResponse;
import io.weir.v1.ExportModuleRequest;
import io.weir.v1.ExportModuleResponse;
import io.weir.v1.ImportModuleRequest;
import io.weir.v1.ModuleVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What others describe, and what is described for others. */
final class ModuleExchange {
  private final Modules modules;
  private final Extensions extensions;

  /**
   * @param extensions what stored documents may call by name
   */
  ModuleExchange(Modules modules, Extensions extensions) {
    this.modules = modules;
    this.extensions = extensions;
  }

  /**
   * @param facts what the audit log tells of it
   */
  record Stored(ModuleVersion answer, Map<String, String> facts) {}

  /**
   * Stores a document or a foreign description. Of the latter only the module document it became is
   * kept, with the format and the checksum of the original: what is stored is what is run.
   */
  CompletionStage<Stored> store(String by, ImportModuleRequest in) {
    String key = Calls.key(in.getIdempotencyKey());
    ModuleFormat format = ExchangeMessages.format(in.getFormat());
    return CompletableFuture.supplyAsync(() -> Translation.toNative(format, in.getDocument()))
        .thenCompose(imported ->
            switch (imported) {
              case Imported.Refused(List<DocumentProblem> problems) ->
                  throw Modules.rejected(problems);
              case Imported.Document(String document, List<DocumentProblem> warnings) ->
                  modules
                      .importDocument(by, document, original(format, in.getDocument()), key)
                      .thenApply(stored -> stored(stored, warnings));
            });
  }

  private static Optional<ForeignOriginal> original(ModuleFormat format, String text) {
    return switch (format) {
      case NATIVE -> Optional.empty();
      case CSVW, CROISSANT -> Optional.of(new ForeignOriginal(format.word(), Sha256.of(text)));
    };
  }

  private static Stored stored(ModuleVersionView stored, List<DocumentProblem> warnings) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("module", stored.module());
    facts.put("version", stored.version());
    facts.put("sha256", stored.sha256());
    stored
        .privacy()
        .flatMap(PrivacyLedger::budget)
        .ifPresent(budget -> facts.put("privacy budget", budget.words()));
    stored
        .original()
        .ifPresent(original -> {
          facts.put("original format", original.format());
          facts.put("original sha256", original.sha256());
        });
    ModuleVersion.Builder answer = DataMessages.version(stored).toBuilder();
    warnings.forEach(it -> answer.addImportWarnings(DataMessages.problem(it, true)));
    return new Stored(answer.build(), facts);
  }

  CompletionStage<ExportModuleResponse> export(ExportModuleRequest in) {
    ModuleFormat format = ExchangeMessages.format(in.getFormat());
    return modules
        .get(in.getModule(), in.getVersion())
        .thenApplyAsync(stored -> {
          Exported exported =
              Translation.fromNative(format, readable(stored), Map.of(), extensions);
          return ExchangeMessages.exported(stored, format, exported);
        });
  }

  CompletionStage<DiffModuleVersionsResponse> diff(DiffModuleVersionsRequest in) {
    if (in.getFromVersion().isEmpty()) {
      throw Calls.invalid(
          "from_version", "No version to compare with was named.", "Name a stored version.");
    }
    return modules
        .get(in.getModule(), in.getFromVersion())
        .thenCombineAsync(
            modules.get(in.getModule(), in.getToVersion()),
            (from, to) ->
                ExchangeMessages.diff(
                    from, to, ModuleDiff.between(readable(from), readable(to), extensions)));
  }

  /**
   * The document of a version, which had no problems when it was stored; it has some now if a
   * plugin it needs is gone.
   *
   * @throws WeirException INVALID_DOCUMENT with all of them
   */
  private String readable(ModuleVersionView stored) {
    return switch (new DocumentReader(extensions).read(stored.document())) {
      case DocumentResult.Resolved _ -> stored.document();
      case DocumentResult.Rejected(List<DocumentProblem> problems) ->
          throw Modules.rejected(problems);
    };
  }
}
