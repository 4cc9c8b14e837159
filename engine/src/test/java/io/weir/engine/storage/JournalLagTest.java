package io.weir.engine.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalLagTest {
  private final Database database = Database.open(PostgresForTests.fresh());
  private final JournalLag lag = new JournalLag(database);

  @AfterEach
  void end() {
    database.close();
  }

  @Test
  void nobody_waits_for_an_empty_journal() throws InterruptedException {
    assertTrue(lag.await(Duration.ZERO));
    assertEquals(0, lag.events(Follower.LISTS));
  }

  @Test
  void what_has_never_begun_to_follow_is_behind_by_all_events() throws InterruptedException {
    happened(1, Follower.LISTS);
    happened(2, Follower.LISTS);
    assertEquals(2, lag.events(Follower.LISTS));
    assertFalse(lag.await(Duration.ZERO));
  }

  @Test
  void each_follows_events_of_its_own() throws InterruptedException {
    happened(1, Follower.LISTS);
    happened(2, Follower.AUDIT_LOG);
    followed(1, Follower.LISTS);
    assertEquals(0, lag.events(Follower.LISTS));
    assertEquals(1, lag.events(Follower.AUDIT_LOG));
    assertFalse(lag.await(Duration.ZERO));
    followed(2, Follower.AUDIT_LOG);
    assertTrue(lag.await(Duration.ZERO));
  }

  @Test
  void offsets_are_compared_as_numbers() throws InterruptedException {
    for (int event = 1; event <= 10; event++) {
      happened(event, Follower.LISTS);
    }
    followed(9, Follower.LISTS);
    assertEquals(1, lag.events(Follower.LISTS));
    assertFalse(lag.await(Duration.ZERO));
    followed(10, Follower.LISTS);
    assertTrue(lag.await(Duration.ZERO));
  }

  @Test
  void waiting_ends_when_the_last_event_is_followed() throws InterruptedException {
    happened(1, Follower.LISTS);
    Thread following = Thread.ofVirtual().start(() -> followed(1, Follower.LISTS));
    assertTrue(lag.await(Duration.ofSeconds(30)));
    following.join();
  }

  private void happened(int event, Follower follower) {
    change(
        "insert into event_journal (persistence_id, sequence_number, writer, adapter_manifest,"
            + " event_ser_id, event_ser_manifest, event_payload) values ('run|r', %d, '', '', 1, '', '')"
                .formatted(event));
    change("insert into event_tag values (%d, '%s')".formatted(event, follower.tag()));
  }

  private void followed(int event, Follower follower) {
    change(
        """
        insert into pekko_projection_offset_store values ('%s', '%s', '%d', 'SEQ', false, 0)
        on conflict (projection_name, projection_key) do update set current_offset = excluded.current_offset
        """
            .formatted(follower.projection(), follower.tag(), event));
  }

  private void change(String sql) {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }
}
