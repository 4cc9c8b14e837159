package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.decode.Wanted;
import io.weir.engine.dataplane.rejected.SourceSampler;
import io.weir.engine.dataplane.rules.TableRules;
import io.weir.engine.definition.SourcePlan;
import io.weir.spi.SourceStream;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.stream.Materializer;

/**
 * What every attempt to read one source of one table works with.
 *
 * @param run the name under which the parts are kept
 * @param opener opens the source anew each time; may block, and throw what a connector may
 * @param sampler makes what samples rejected records, anew for each attempt
 * @param blocking where threads may wait
 */
record Extracting(
    String run,
    SourcePlan source,
    Wanted wanted,
    TableRules rules,
    Supplier<SourceStream> opener,
    Parts parts,
    Supplier<SourceSampler> sampler,
    SourceLedger ledger,
    ExtractionLimits limits,
    SourceProblems problems,
    Materializer materializer,
    Executor blocking,
    Executor computing) {}
