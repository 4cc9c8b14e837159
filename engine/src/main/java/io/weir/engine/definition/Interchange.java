package io.weir.engine.definition;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.JsonLdOptions.ProcessingPolicy;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoaderOptions;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * The JSON-LD view of module documents, for exchange with others. Only the context in this jar is
 * known; nothing is ever loaded from elsewhere. Terms without a meaning are refused, except where a
 * plugin's words stand: parameters of methods and of connectors, names of methods and strategies.
 */
public final class Interchange {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final String CONTEXT_TEXT = resource("weir-v1.context.jsonld");

  private Interchange() {}

  /** The context that {@code https://w3id.org/weir/v1} stands for, a JSON-LD 1.1 document. */
  public static String context() {
    return CONTEXT_TEXT;
  }

  /**
   * A document in JSON-LD's expanded form: every term an IRI, relative names resolved against the
   * module's id.
   *
   * @return a JSON array
   * @throws WeirException INVALID_DOCUMENT if it is not JSON-LD under our context
   */
  public static String expand(String document) {
    Problems problems = new Problems();
    URI base =
        JsonText.parse(document, problems)
            .flatMap(root -> Fields.of(root, "the module", problems))
            .flatMap(module -> module.text("id"))
            .filter(id -> Names.isAbsoluteIri(id, "\"id\" of the module", problems))
            .map(id -> URI.create(id.text()))
            .orElseThrow(() ->
                problems.errors().stream()
                    .findFirst()
                    .map(problem -> problem.toProblem(ErrorCode.INVALID_DOCUMENT))
                    .map(WeirException::new)
                    .orElseGet(() -> refused("it has no \"id\"")));
    try {
      return JsonLd.expand(JsonDocument.of(new StringReader(document)))
          .options(options())
          .base(base)
          .get()
          .toString();
    } catch (JsonLdError e) {
      throw new WeirException(refused(e.getMessage()).problem(), e);
    }
  }

  private static JsonLdOptions options() {
    JsonLdOptions options = new JsonLdOptions(Interchange::load);
    options.setUndefinedTermsPolicy(ProcessingPolicy.Fail);
    options.setTimeout(LONGEST);
    options.setOrdered(true);
    return options;
  }

  private static Document load(URI url, DocumentLoaderOptions options) throws JsonLdError {
    if (url.toString().equals(Terms.CONTEXT)) {
      return JsonDocument.of(new StringReader(CONTEXT_TEXT));
    }
    throw new JsonLdError(
        JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED,
        "the context " + Wording.quote(url.toString()) + " is not ours and is not loaded");
  }

  private static WeirException refused(String reason) {
    return new WeirException(
        Problem.of(
            ErrorCode.INVALID_DOCUMENT,
            "the document is not JSON-LD under the context of Weir: " + reason,
            "check it with \"weir check\" first"));
  }

  private static String resource(String name) {
    try (InputStream in = Interchange.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
