package io.weir.engine.run;

import io.weir.engine.dataplane.RejectedRecord;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Refusals;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Pages through samples of rejected records. A token is how many records came before. Blocks. */
final class RejectedReader {
  /** One page holds no more text than that, unless a single record does. */
  private static final int MOST_TEXT = 1 << 20;

  private final RunExecution execution;

  RejectedReader(RunExecution execution) {
    this.execution = execution;
  }

  /**
   * @param ended whether the records of the run are deleted, or about to be
   * @throws WeirException NOT_FOUND, WRONG_STATE when the sample is not there yet or not any more,
   *     INVALID_REQUEST for a token of another list
   */
  RejectedPage page(RunView run, boolean ended, Plan plan, String name, PageRequest request) {
    TablePlan table =
        plan.tables().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new WeirException(Refusals.notFound("table", name).at("run", run.id())));
    List<String> sources =
        table.sources().stream()
            .sorted(Comparator.comparingInt(SourcePlan::priority))
            .map(SourcePlan::name)
            .toList();
    if (table.rejectedSample() == 0) {
      return new RejectedPage(0, sources, List.of(), "");
    }
    int from = place(request.token());
    List<RejectedRecord> all =
        (ended ? Optional.<List<RejectedRecord>>empty() : execution.rejected(run.id(), table))
            .orElseThrow(() -> new WeirException(missing(run, name)));
    List<RejectedRecord> page = new ArrayList<>();
    int text = 0;
    int next = from;
    while (next < all.size() && page.size() < request.size()) {
      text += size(all.get(next));
      if (text > MOST_TEXT && !page.isEmpty()) {
        break;
      }
      page.add(all.get(next++));
    }
    return new RejectedPage(
        table.rejectedSample(), sources, page, next < all.size() ? Integer.toString(next) : "");
  }

  /** Bytes of a record as a message, at most. */
  private static int size(RejectedRecord record) {
    return record.fields().stream()
        .mapToInt(field -> 3 * (field.column().length() + field.text().length()) + 16)
        .sum();
  }

  private static Problem missing(RunView run, String table) {
    boolean early = run.outbox().isEmpty() && !run.state().isTerminal();
    return Refusals.wrongState(
            "run",
            run.id(),
            early
                ? "The sample of rejected records of table \"%s\" is not there yet: the run still reads its sources."
                    .formatted(table)
                : "The sample of rejected records of table \"%s\" is deleted: it is kept no longer than the outbox."
                    .formatted(table),
            early ? "Ask again once they are read." : "The counts of the rules are in the report.")
        .at("table", table);
  }

  private static int place(String token) {
    Optional<Integer> place =
        token.isEmpty()
            ? Optional.of(0)
            : Optional.of(token)
                .filter(
                    text -> text.length() <= 4 && text.chars().allMatch(c -> '0' <= c && c <= '9'))
                .map(Integer::parseInt);
    return place.orElseThrow(() ->
        new WeirException(
            Refusals.invalid(
                "page_token",
                "The page token is not one of this list.",
                "Use the next_page_token of the previous page unchanged, or none.")));
  }
}
