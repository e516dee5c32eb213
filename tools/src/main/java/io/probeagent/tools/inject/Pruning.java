package io.probeagent.tools.inject;

import io.probeagent.tools.yaml.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes pieces out of a text, and lists and mappings that have become empty with them. */
final class Pruning {
  /** A child with all that goes with it: a key or a dash. */
  private record Branch(int start, int end, boolean gone) {}

  private final String text;
  private final Ink ink;
  private final Edits edits;
  private final Set<Piece> gone;

  Pruning(String text, Ink ink, Edits edits, Set<Piece> gone) {
    this.text = text;
    this.ink = ink;
    this.edits = edits;
    this.gone = gone;
  }

  /** Whether all of a piece goes. */
  boolean prune(Piece piece) {
    if (gone.contains(piece)) {
      return true;
    }
    if (piece.isEmpty()) {
      return false;
    }
    List<Branch> branches = new ArrayList<>();
    for (Piece.Entry entry : piece.entries()) {
      boolean out = prune(entry.value());
      branches.add(new Branch(entry.key().start(), entry.value().end(), out));
    }
    int at = piece.content();
    for (Piece item : piece.items()) {
      int start = piece.flow() ? item.start() : dash(at);
      branches.add(new Branch(start, item.end(), prune(item)));
      at = item.end();
    }
    if (branches.stream().allMatch(Branch::gone)) {
      return true;
    }
    if (branches.stream().anyMatch(Branch::gone)) {
      cut(branches, piece.flow());
    }
    return false;
  }

  /** The dash of the item that comes next; what is before it are ends of lines and comments. */
  private int dash(int from) {
    int at = from;
    while (text.charAt(at) != '-') {
      at = text.charAt(at) == '#' ? ink.endOfLine(at) : at + 1;
    }
    return at;
  }

  private void cut(List<Branch> branches, boolean flow) {
    for (int i = 0; i < branches.size(); i++) {
      Branch branch = branches.get(i);
      if (!branch.gone) {
        continue;
      }
      boolean leads = branches.subList(0, i).stream().allMatch(Branch::gone);
      boolean ownLine = text.substring(ink.startOfLine(branch.start), branch.start).isBlank();
      if (flow ? leads : leads && !ownLine) {
        // The rest moves up to where the first began.
        if (i == 0) {
          int next = 0;
          while (branches.get(next).gone) {
            next++;
          }
          edits.add(branch.start, branches.get(next).start - branch.start, "", 0);
        }
      } else if (flow) {
        int from = branches.get(i - 1).end;
        edits.add(from, branch.end - from, "", 0);
      } else {
        cutLines(branch);
      }
    }
  }

  private void cutLines(Branch branch) {
    int from = ink.startOfLine(branch.start);
    boolean ended = text.charAt(branch.end - 1) == '\n';
    int end = ended ? branch.end : ink.endOfLine(branch.end);
    int next = ended ? end : text.indexOf('\n', end) + 1;
    if (next > 0) {
      edits.add(from, next - from, "", 0);
      return;
    }
    int before = from > 1 && text.charAt(from - 2) == '\r' ? from - 2 : Math.max(from - 1, 0);
    edits.add(before, text.length() - before, "", 0);
  }
}
