package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import packhouse.protocol.FileName;
import packhouse.storage.disk.Disk;
import packhouse.storage.store.SwapStore;

/** Brings a commit of the server's own that was cut off to its end, so that it has happened as a whole or not at all. */
final class Settlement {

    private final SwapStore store;
    private final Chest chest;
    private final Intent intent;
    private final Swap swap;
    private final Consumer<String> talk;

    Settlement(SwapStore store, Disk disk, Chest chest, Intent intent, Consumer<String> talk) {
        this.store = store;
        this.chest = chest;
        this.intent = intent;
        this.swap = new Swap(store, disk, chest.trash(), intent);
        this.talk = talk;
    }

    /**
     * Does it.
     *
     * @param inForce whether the switch is in the log
     * @param last whether the log is whole and nothing was begun after this commit
     */
    void run(boolean inForce, boolean last) throws IOException {
        boolean came = true;
        for (Commit.Shown file : intent.shown()) {
            came &= lies(file.name(), file.size());
        }
        boolean stays = true;
        for (Commit.Hidden file : intent.hidden()) {
            stays &= lies(file.name(), file.size());
        }
        switch (Verdict.of(inForce, came, stays, !intent.hidden().isEmpty(), last)) {
            case FINISH -> finish();
            case WITHDRAW -> withdraw();
            case KEEP -> keep(came);
        }
    }

    private boolean lies(FileName name, long size) throws IOException {
        return store.lies(name).equals(OptionalLong.of(size));
    }

    private void finish() throws IOException {
        // The switch was read, but perhaps it never was forced; then nothing may be built upon it.
        chest.log().append(intent.point(chest.clock().instant()));
        swap.prepare();
        swap.flip();
        swap.aside();
        end(End.How.DONE);
    }

    private void withdraw() throws IOException {
        List<Commit.Hidden> moved = swap.withdraw();
        for (int at = 0; at < moved.size(); at += Entry.MAX_FILES) {
            List<Commit.Hidden> some = moved.subList(at, Math.min(moved.size(), at + Entry.MAX_FILES));
            chest.log().append(new Commit(intent.number(), chest.clock().instant(), Cause.ABANDONED, List.of(), some));
        }
        end(End.How.WITHDRAWN);
    }

    private void keep(boolean came) throws IOException {
        talk.accept("commit " + intent.number() + " (" + intent.cause() + ") was cut off, and files that it was about"
                + " are not where they should be; nothing is hidden, and nothing of it is removed");
        swap.forceLive(intent.comes());
        if (!came) {
            for (Commit.Hidden file : intent.hidden()) {
                bringBack(file.name());
            }
        }
        end(End.How.KEPT);
    }

    private void bringBack(FileName name) throws IOException {
        // Held by this very commit, if it was cut off in this process.
        store.release(name);
        try {
            store.bringBack(name, chest.trash().file(intent.number(), name));
        } catch (NoSuchFileException e) {
            // Not in the trash either: who removed it has the last word.
            return;
        }
    }

    private void end(End.How how) throws IOException {
        chest.log().append(new End(intent.number(), chest.clock().instant(), how));
        swap.release();
        swap.tidy();
    }
}
