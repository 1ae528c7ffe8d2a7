package packhouse.storage.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.TreeVisitor;

/** Reads trees and tells what they point to. Used by one thread. */
final class TreeWorker {

    /** How many copies of a tree are tried: a repository with more damaged ones needs a check and not more patience. */
    static final int MOST_COPIES = 16;

    /** How many flaws of one tree are told: a tree can have millions, and a few say it all. */
    static final int MOST_FLAWS = 10;

    private final TreeSource source;
    private final TreeTables tables;
    private final Attempts attempts;
    private final RunSorter children;
    private final Complaints complaints;
    private final Copies copies = new Copies();

    TreeWorker(TreeSource source, TreeTables tables, Attempts attempts, RunSorter children, Complaints complaints) {
        this.source = source;
        this.tables = tables;
        this.attempts = attempts;
        this.children = children;
        this.complaints = complaints;
    }

    /** Reads the tree of a {@link TreeRow}, or says why it cannot be read. */
    void read(byte[] record, int at) throws IOException {
        int number = TreeRow.number(record, at);
        PackEntry entry = TreeRow.entry(record, at);
        Optional<String> trouble = read(number, tables.pack(TreeRow.pack(record, at)), entry);
        if (trouble.isPresent() && !readsOtherCopy(number, entry.id())) {
            synchronized (complaints) {
                complaints.unreadableTree(entry.id(), trouble.get());
            }
        }
    }

    private boolean readsOtherCopy(int number, FileId id) throws IOException {
        tables.copies(number, copies);
        boolean read = false;
        for (int i = 1; i < Math.min(copies.count(), MOST_COPIES) && !read; i++) {
            PackEntry entry = new PackEntry(BlobKind.TREE, id, copies.offset(i), copies.length(i), copies.rawLength(i));
            read = read(attempts.again(number), tables.pack(copies.pack(i)), entry)
                    .isEmpty();
        }
        return read;
    }

    /** What is wrong with the tree, empty if it was read to its end. */
    private Optional<String> read(int attempt, FileId pack, PackEntry entry) throws IOException {
        Hearing hearing = new Hearing(attempt);
        try {
            source.read(pack, entry, hearing);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        attempts.succeed(attempt);
        if (!hearing.flaws.isEmpty()) {
            synchronized (complaints) {
                hearing.flaws.forEach(flaw -> complaints.flaw(entry.id(), flaw));
            }
        }
        return Optional.empty();
    }

    /** What is heard in one attempt. */
    private final class Hearing implements TreeVisitor {

        private final int attempt;
        private final byte[] record = new byte[ChildRow.BYTES];
        private final List<String> flaws = new ArrayList<>();

        Hearing(int attempt) {
            this.attempt = attempt;
        }

        @Override
        public void data(FileId blob) {
            add(BlobKind.DATA, blob);
        }

        @Override
        public void subtree(FileId tree) {
            add(BlobKind.TREE, tree);
        }

        private void add(BlobKind kind, FileId blob) {
            ChildRow.put(record, kind, blob, attempt);
            try {
                children.add(record, 0);
            } catch (IOException e) {
                // Our own disk, and not the tree: the only unchecked one that comes out of the reading.
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void flaw(String sentence) {
            if (flaws.size() < MOST_FLAWS) {
                flaws.add(sentence);
            }
        }
    }
}
