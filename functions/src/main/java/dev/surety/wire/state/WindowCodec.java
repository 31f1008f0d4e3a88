package dev.surety.wire.state;

import dev.surety.engine.Account;
import dev.surety.engine.OpenWindow;
import dev.surety.engine.WindowCells;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Binary form of an account's open windows: a byte that says which there are, which is all where
 * silence does not count. A cell takes 20 bytes. Until layout 2 of accounts sums had 4 bytes, so
 * that the fractions of a large one were lost, and there could be no more cells than a short
 * counts.
 */
final class WindowCodec {

  private static final int CLOSED = 4;

  private WindowCodec() {}

  static void write(Account account, DataOutput out) throws IOException {
    out.writeByte(
        (account.windows[0] == null ? 0 : 1)
            | (account.windows[1] == null ? 0 : 2)
            | (account.closed == null ? 0 : CLOSED));
    for (OpenWindow window : account.windows) {
      if (window != null) {
        out.writeInt(window.answers);
        out.writeDouble(window.target);
        out.writeDouble(window.satisfaction);
        out.writeDouble(window.satisfactionSquares);
        writeCells(window.cells, out);
      }
    }
    if (account.closed != null) {
      writeCells(account.closed, out);
    }
  }

  /**
   * @param layout of the account
   */
  static void read(Account account, DataInput in, int layout) throws IOException {
    int present = in.readByte();
    for (int map = 0; map < account.windows.length; map++) {
      if ((present & 1 << map) != 0) {
        int answers = in.readInt();
        double target = in.readDouble();
        double satisfaction = in.readDouble();
        double squares = in.readDouble();
        OpenWindow window = new OpenWindow(readCells(in, layout));
        window.answers = answers;
        window.target = target;
        window.satisfaction = satisfaction;
        window.satisfactionSquares = squares;
        account.windows[map] = window;
      }
    }
    account.closed = (present & CLOSED) == 0 ? null : readCells(in, layout);
  }

  private static void writeCells(WindowCells cells, DataOutput out) throws IOException {
    out.writeInt(cells.keys.length);
    for (int i = 0; i < cells.keys.length; i++) {
      out.writeInt(cells.keys[i]);
      out.writeInt(cells.answers[i]);
      out.writeInt(cells.judged[i]);
      out.writeDouble(cells.up[i]);
    }
  }

  private static WindowCells readCells(DataInput in, int layout) throws IOException {
    WindowCells cells = new WindowCells();
    int size = layout < 2 ? in.readUnsignedShort() : in.readInt();
    cells.keys = new int[size];
    cells.answers = new int[size];
    cells.judged = new int[size];
    cells.up = new double[size];
    for (int i = 0; i < size; i++) {
      cells.keys[i] = in.readInt();
      cells.answers[i] = in.readInt();
      cells.judged[i] = in.readInt();
      cells.up[i] = layout < 2 ? in.readFloat() : in.readDouble();
    }
    return cells;
  }
}
