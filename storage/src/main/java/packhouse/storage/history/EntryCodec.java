package packhouse.storage.history;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;

/**
 * Entries as bytes, big-endian. What a later version adds has another first byte, and is passed over by this one. So a version
 * that knows only 01 and 02 takes a commit of the server's own for nothing: it shows what that had placed beside what was not yet
 * aside, which is a valid repository, and what lies in the trash rests anew there. When a version that knows all of them comes
 * back it finishes such a commit only if everything that the commit showed is still in its place.
 *
 * <pre>
 * commit = 01 number:8 millis:8 cause:1 files
 * gone   = 02 number:8 millis:8 why:1 count:4 { name }
 * intent = 03 number:8 millis:8 cause:1 files fence:8           several of one number are one
 * switch = 04 number:8 millis:8 00 shown:4 hidden:4 fence:8     how many files the intents of the number have
 * end    = 05 number:8 millis:8 how:1
 * files  = shown:4 { name size:8 from:8 } hidden:4 { name size:8 }
 * name   = 00 | type:1 id:32        01 data, 02 index, 03 keys, 04 locks, 05 snapshots; 00 is the config
 * </pre>
 */
final class EntryCodec {

    private static final byte COMMIT = 1;
    private static final byte GONE = 2;
    private static final byte INTENT = 3;
    private static final byte SWITCH = 4;
    private static final byte END = 5;
    private static final List<FileType> TYPES =
            List.of(FileType.CONFIG, FileType.DATA, FileType.INDEX, FileType.KEYS, FileType.LOCKS, FileType.SNAPSHOTS);

    private EntryCodec() {}

    static byte[] bytes(Entry entry) {
        ByteBuffer out = ByteBuffer.allocate(Frames.MAX_PAYLOAD);
        if (entry instanceof Commit commit) {
            head(out, COMMIT, entry, commit.cause().code());
            files(out, commit.shown(), commit.hidden());
        } else if (entry instanceof Intent intent) {
            head(out, INTENT, entry, intent.cause().code());
            files(out, intent.shown(), intent.hidden());
            out.putLong(intent.fence());
        } else if (entry instanceof Switch point) {
            head(out, SWITCH, entry, 0);
            out.putInt(point.shown()).putInt(point.hidden()).putLong(point.fence());
        } else if (entry instanceof End end) {
            head(out, END, entry, end.how().code());
        } else if (entry instanceof Gone gone) {
            head(out, GONE, entry, gone.why().code());
            out.putInt(gone.names().size());
            gone.names().forEach(file -> name(out, file));
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static void head(ByteBuffer out, byte kind, Entry entry, int reason) {
        out.put(kind)
                .putLong(entry.number())
                .putLong(entry.time().toEpochMilli())
                .put((byte) reason);
    }

    private static void files(ByteBuffer out, List<Commit.Shown> shown, List<Commit.Hidden> hidden) {
        out.putInt(shown.size());
        shown.forEach(file -> name(out, file.name()).putLong(file.size()).putLong(file.from()));
        out.putInt(hidden.size());
        hidden.forEach(file -> name(out, file.name()).putLong(file.size()));
    }

    private static ByteBuffer name(ByteBuffer out, FileName name) {
        out.put((byte) TYPES.indexOf(name.type()));
        name.digest()
                .ifPresent(id ->
                        out.putLong(id.a()).putLong(id.b()).putLong(id.c()).putLong(id.d()));
        return out;
    }

    /** The entry in these bytes; empty if this version cannot read it. */
    static Optional<Entry> read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return switch (in.get()) {
                case COMMIT -> commit(in);
                case GONE -> gone(in);
                case INTENT -> intent(in);
                case SWITCH -> point(in);
                case END -> end(in);
                default -> Optional.empty();
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Instant time(ByteBuffer in) {
        return Instant.ofEpochMilli(in.getLong());
    }

    private static Optional<Entry> commit(ByteBuffer in) {
        long number = in.getLong();
        Instant time = time(in);
        Optional<Cause> cause = Cause.of(in.get());
        List<Commit.Shown> shown = shown(in);
        List<Commit.Hidden> hidden = hidden(in);
        return cause.map(known -> new Commit(number, time, known, shown, hidden));
    }

    private static Optional<Entry> intent(ByteBuffer in) {
        long number = in.getLong();
        Instant time = time(in);
        Optional<Cause> cause = Cause.of(in.get());
        List<Commit.Shown> shown = shown(in);
        List<Commit.Hidden> hidden = hidden(in);
        long fence = in.getLong();
        return cause.map(known -> new Intent(number, time, known, fence, shown, hidden));
    }

    private static List<Commit.Shown> shown(ByteBuffer in) {
        List<Commit.Shown> shown = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            shown.add(new Commit.Shown(name(in), in.getLong(), in.getLong()));
        }
        return shown;
    }

    private static List<Commit.Hidden> hidden(ByteBuffer in) {
        List<Commit.Hidden> hidden = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            hidden.add(new Commit.Hidden(name(in), in.getLong()));
        }
        return hidden;
    }

    private static Optional<Entry> point(ByteBuffer in) {
        long number = in.getLong();
        Instant time = time(in);
        in.get();
        int shown = in.getInt();
        int hidden = in.getInt();
        return Optional.of(new Switch(number, time, in.getLong(), shown, hidden));
    }

    private static Optional<Entry> end(ByteBuffer in) {
        long number = in.getLong();
        Instant time = time(in);
        return End.How.of(in.get()).map(how -> new End(number, time, how));
    }

    private static Optional<Entry> gone(ByteBuffer in) {
        long number = in.getLong();
        Instant time = time(in);
        Optional<Gone.Why> why = Gone.Why.of(in.get());
        List<FileName> names = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            names.add(name(in));
        }
        return why.map(known -> new Gone(number, time, known, names));
    }

    private static FileName name(ByteBuffer in) {
        FileType type = TYPES.get(in.get());
        return type == FileType.CONFIG
                ? FileName.config()
                : FileName.of(type, new FileId(in.getLong(), in.getLong(), in.getLong(), in.getLong()));
    }
}
