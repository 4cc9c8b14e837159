package io.weir.engine.proposal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A proposal for some files, which the reader of documents accepts. */
record Proposed(Proposal proposal, Plan plan) {

  /** Files in turn with their texts. */
  static Proposed of(String... filesAndTexts) {
    return of(false, filesAndTexts);
  }

  static Proposed of(boolean ranges, String... filesAndTexts) {
    Proposer proposer = new Proposer("test", ranges);
    for (int i = 0; i < filesAndTexts.length; i += 2) {
      proposer.add(sample(filesAndTexts[i], filesAndTexts[i + 1]));
    }
    return of(proposer);
  }

  static Proposed of(Proposer proposer) {
    Proposal proposal = proposer.propose();
    return switch (DocumentReader.withoutExtensions().read(proposal.document())) {
      case DocumentResult.Resolved resolved -> new Proposed(proposal, resolved.plan());
      case DocumentResult.Rejected rejected ->
          throw new AssertionError(rejected.problems() + "\n" + proposal.document());
    };
  }

  static Sample sample(String file, String text) {
    return new Sample(file, text.getBytes(StandardCharsets.UTF_8), true, Optional.empty());
  }

  TablePlan table(String name) {
    return plan.table(name);
  }

  ColumnPlan column(String table, String name) {
    return table(table).columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  String key(String table) {
    return table(table).primaryKey().map(TablePlan.KeyPlan::column).orElse("none");
  }

  /** The document as JSON, at a pointer. */
  String at(String pointer) {
    return json().at(pointer).toString();
  }

  JsonNode json() {
    try {
      return new ObjectMapper().readTree(proposal.document());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
