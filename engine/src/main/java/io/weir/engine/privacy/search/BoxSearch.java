package io.weir.engine.privacy.search;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The best node of a lattice, by branch and bound over boxes of nodes. Checking the upper end of a
 * box gives a solution and a bound for the whole box: what is suppressed there is so in all of it.
 * The box with the least bound is halved next, in the column in which that raises the bound most.
 * Boxes are taken in rounds of a fixed size, so what is checked does not depend on threads.
 */
final class BoxSearch {
  private static final int ROUND = 8;

  private final Scoring scoring;
  private final Sources sources;
  private final Crew crew;
  private final Tags tags;
  private final Lattice lattice;
  private final PriorityQueue<Box> open = new PriorityQueue<>(Box.BEST_FIRST);
  private @Nullable NodeCheck best;
  private int checked;
  private boolean cut;

  BoxSearch(Scoring scoring, Sources sources, Crew crew, Tags tags, Lattice lattice) {
    this.scoring = scoring;
    this.sources = sources;
    this.crew = crew;
    this.tags = tags;
    this.lattice = lattice;
  }

  @Nullable NodeCheck best() {
    return best;
  }

  int checked() {
    return checked;
  }

  boolean cut() {
    return cut;
  }

  void run(int[] bottom, int[] top) {
    open.add(new Box(bottom, top, Long.MIN_VALUE, null, null));
    while (!open.isEmpty() && !cut) {
      round();
    }
  }

  private void round() {
    List<Box> boxes = new ArrayList<>();
    List<Crew.Job> jobs = new ArrayList<>();
    while (boxes.size() < ROUND && !open.isEmpty()) {
      Box box = open.poll();
      if (pruned(box)) {
        continue;
      }
      if (box.highCheck() == null) {
        box = tagged(box);
      }
      if (box.highCheck() == null || lowMissing(box)) {
        boxes.add(box);
        request(box, jobs);
      } else {
        split(box);
      }
    }
    Crew.@Nullable Done[] done = crew.run(jobs);
    int at = 0;
    for (Box box : boxes) {
      NodeCheck high = box.highCheck() == null ? take(done[at++]) : box.highCheck();
      NodeCheck low = lowMissing(box) ? take(done[at++]) : box.lowCheck();
      if (high == null || lowMissing(box) && low == null) {
        cut = true;
      } else {
        settle(box, high, low);
      }
    }
  }

  private boolean lowMissing(Box box) {
    return scoring.boundsFromBelow() && box.lowCheck() == null && !box.single();
  }

  private void request(Box box, List<Crew.Job> jobs) {
    if (box.highCheck() == null) {
      jobs.add(new Crew.Job(sources.of(box.high()), box.high()));
    }
    if (lowMissing(box)) {
      jobs.add(new Crew.Job(sources.of(box.low()), box.low()));
    }
  }

  private Box tagged(Box box) {
    NodeCheck known = tags.without(box.high(), scoring);
    return known == null ? box : settled(box, known, box.lowCheck());
  }

  private @Nullable NodeCheck take(Crew.@Nullable Done done) {
    if (done == null) {
      return null;
    }
    checked++;
    tags.add(done.check());
    lattice.add(done.check());
    if (done.rows() != null) {
      sources.keep(done.rows());
    }
    consider(done.check());
    return done.check();
  }

  private void consider(NodeCheck check) {
    if (check.anonymous() && (best == null || better(check, best))) {
      best = check;
    }
  }

  private static boolean better(NodeCheck one, NodeCheck other) {
    return one.score() < other.score()
        || one.score() == other.score() && Tie.ORDER.compare(one.levels(), other.levels()) < 0;
  }

  private Box settled(Box box, NodeCheck high, @Nullable NodeCheck low) {
    consider(high);
    return box.checked(high, low, scoring.bound(box.low(), high, low));
  }

  private void settle(Box box, NodeCheck high, @Nullable NodeCheck low) {
    if (!high.hopeless() && !box.single()) {
      Box settled = settled(box, high, low);
      if (!pruned(settled)) {
        open.add(settled);
      }
    }
  }

  private boolean pruned(Box box) {
    return best != null
            && (box.bound() > best.score()
                || box.bound() == best.score() && Tie.ORDER.compare(box.low(), best.levels()) >= 0)
        || tags.hopeless(box.high());
  }

  private void split(Box box) {
    if (box.single()) {
      return;
    }
    int column = widest(box);
    int middle = (box.low()[column] + box.high()[column]) >>> 1;
    int[] raised = box.low().clone();
    raised[column] = middle + 1;
    open.add(box.upper(column, middle + 1, scoring.bound(raised, box.highCheck(), box.lowCheck())));
    open.add(box.lower(column, middle));
  }

  private int widest(Box box) {
    int widest = -1;
    double most = -1;
    for (int column = 0; column < box.low().length; column++) {
      int low = box.low()[column];
      int high = box.high()[column];
      if (low < high) {
        double[][] terms = scoring.byColumn() ? box.highCheck().terms() : new double[0][];
        double gain = scoring.byColumn() ? terms[column][high] - terms[column][low] : high - low;
        if (gain > most) {
          most = gain;
          widest = column;
        }
      }
    }
    return widest;
  }
}
