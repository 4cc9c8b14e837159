package io.weir.engine.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.weir.engine.connection.Connection;
import io.weir.engine.connection.ConnectionView;
import io.weir.engine.entity.DurableEvent;
import io.weir.engine.entity.Json;
import io.weir.engine.module.Module;
import io.weir.engine.module.ModuleVersionView;
import io.weir.engine.outbox.Outbox;
import io.weir.engine.outbox.OutboxView;
import io.weir.engine.run.Run;
import io.weir.engine.run.RunView;
import io.weir.engine.script.Script;
import io.weir.engine.script.ScriptView;
import io.weir.engine.task.Task;
import io.weir.engine.task.TaskView;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Carries each event over into the lists: the row as it was and the event make the row as it is.
 */
public final class Folding {
  /** Fixed width, so that texts order as times do. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Rows rows;

  public Folding(Rows rows) {
    this.rows = rows;
  }

  /**
   * @throws IllegalArgumentException if the event is of no kind that has a list
   */
  public void fold(DurableEvent event) {
    switch (event) {
      case Script.Event script -> script(script);
      case Module.Event module -> module(module);
      case Connection.Event connection -> connection(connection);
      case Task.Event task -> task(task);
      case Run.Event run -> run(run);
      case Outbox.Event outbox -> outbox(outbox);
      default -> throw new IllegalArgumentException("no list shows a " + event.getClass());
    }
  }

  private void script(Script.Event event) {
    ScriptView view = ListedScripts.after(event, id -> entry(View.SCRIPT, id, ScriptView.class));
    put(View.SCRIPT, new Row(view.id(), view.id(), "", false, json(view)));
  }

  private void module(Module.Event event) {
    Module.view(event)
        .map(Folding::withoutDocument)
        .ifPresent(view ->
            put(
                View.MODULE_VERSION,
                new Row(
                    view.module() + "/" + view.version(),
                    view.module() + "/" + TIME.format(view.storedAt()) + "/" + view.version(),
                    view.module(),
                    false,
                    json(view))));
  }

  private static ModuleVersionView withoutDocument(ModuleVersionView view) {
    return new ModuleVersionView(
        view.module(),
        view.version(),
        "",
        view.sha256(),
        view.storedAt(),
        view.previousVersion(),
        view.run(),
        view.original());
  }

  private void connection(Connection.Event event) {
    ConnectionView view =
        ListedConnections.after(event, id -> entry(View.CONNECTION, id, ConnectionView.class));
    put(View.CONNECTION, new Row(view.id(), view.id(), "", false, json(view)));
  }

  private void task(Task.Event event) {
    TaskView view = ListedTasks.after(event, id -> entry(View.TASK, id, TaskView.class));
    put(View.TASK, new Row(view.id(), view.id(), view.module(), false, json(view)));
  }

  private void run(Run.Event event) {
    Optional<RunView> changed = ListedRuns.after(event, id -> entry(View.RUN, id, RunView.class));
    changed.ifPresent(view ->
        put(
            View.RUN,
            new Row(
                view.id(),
                dated(view.startedAt(), view.id()),
                view.task(),
                view.state().isActive(),
                json(view))));
  }

  private void outbox(Outbox.Event event) {
    OutboxView view = ListedOutboxes.after(event, id -> entry(View.OUTBOX, id, OutboxView.class));
    put(
        View.OUTBOX,
        new Row(view.id(), dated(view.preparedAt(), view.id()), view.task(), false, json(view)));
  }

  private static String dated(Instant at, String id) {
    return TIME.format(at) + "/" + id;
  }

  private void put(View view, Row row) {
    rows.put(view, row);
  }

  private <V> V entry(View view, String id, Class<V> type) {
    Row row =
        rows.find(view, id)
            .orElseThrow(() -> new IllegalStateException("the list " + view + " has no row " + id));
    try {
      return Json.MAPPER.readValue(row.entry(), type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Object view) {
    try {
      return Json.MAPPER.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the entry of an id as it was before. */
  interface Before<V> extends Function<String, V> {}
}
