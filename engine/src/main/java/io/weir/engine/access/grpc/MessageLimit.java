package io.weir.engine.access.grpc;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RequestEntity;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Holds messages to a size. What is beyond is read to its end and thrown away, so that the caller
 * is still there to be told; a caller who does not come to an end is cut off.
 */
final class MessageLimit {
  private static final long LARGEST_MIB = 17;
  private static final long LARGEST = LARGEST_MIB << 20;
  private static final long PATIENCE = 16 * LARGEST;

  private long seen;

  private MessageLimit() {}

  static HttpRequest on(HttpRequest request) {
    RequestEntity entity = request.entity();
    if (entity.isStrict() && entity.getContentLengthOption().orElse(Long.MAX_VALUE) <= LARGEST) {
      return request;
    }
    var limit = new MessageLimit();
    return request.withEntity(
        HttpEntities.createChunked(
            entity.getContentType(), entity.withoutSizeLimit().getDataBytes().via(limit.flow())));
  }

  private Flow<ByteString, ByteString, NotUsed> flow() {
    return Flow.of(ByteString.class)
        .mapConcat(this::within)
        .concatLazy(Source.lazySource(this::verdict));
  }

  private List<ByteString> within(ByteString bytes) {
    seen += bytes.size();
    if (seen > PATIENCE) {
      throw tooLarge();
    }
    return seen > LARGEST ? List.of() : List.of(bytes);
  }

  private Source<ByteString, NotUsed> verdict() {
    return seen > LARGEST ? Source.failed(tooLarge()) : Source.empty();
  }

  private static WeirException tooLarge() {
    return new WeirException(
        Problem.of(
            ErrorCode.INVALID_REQUEST,
            "The message of the call is larger than " + LARGEST_MIB + " MiB.",
            "Send less at once."));
  }
}
