package packhouse.it.repack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import packhouse.it.support.Outcome;
import packhouse.it.support.Restic;
import packhouse.it.support.TreeCompare;

/**
 * A host that backs up one folder after the other, uncompressed, until it is told to stop, and now and then forgets its oldest and
 * prunes. Half of what it saves others save too, at the same time. Commands may fail, for the server dies; what restic calls saved has to
 * stay.
 */
final class Host implements Runnable {

    private static final Pattern SNAPSHOT = Pattern.compile("\"snapshot_id\":\"([0-9a-f]+)\"");

    private static final int FILE_BYTES = 1_000_000;

    /** Every so many rounds it prunes. */
    private static final int PRUNES = 4;

    /** Snapshots that stay then, so that what is new is always enough for a repack to be worth it. */
    private static final int KEPT = 4;

    private final Restic restic;
    private final String name;
    private final Path sources;
    private final AtomicBoolean over;
    private final Queue<Saved> saved = new ConcurrentLinkedQueue<>();
    private int rounds;
    private int prunes;

    /** What restic said it saved. */
    private record Saved(Path source, String snapshot) {}

    Host(Restic restic, String name, Path sources, AtomicBoolean over) {
        this.restic = restic;
        this.name = name;
        this.sources = sources;
        this.over = over;
    }

    @Override
    public void run() {
        try {
            while (!over.get() || saved.isEmpty()) {
                round(rounds++);
            }
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    private void round(int round) throws IOException {
        Path source = source(round);
        Outcome backup = restic.run("backup", "--json", "--compression", "off", "--host", name, source.toString());
        Matcher snapshot = SNAPSHOT.matcher(backup.out());
        if (backup.isGood() && snapshot.find()) {
            saved.add(new Saved(source, snapshot.group(1)));
        }
        if (round % PRUNES == PRUNES - 1 && saved.size() > KEPT) {
            forgetOldest();
        }
        // What a command that lost its server left; it removes only locks of processes that are gone.
        restic.run("unlock");
    }

    /** Whether it was forgotten nobody knows if the server died meanwhile, so nobody asks for it again. */
    private void forgetOldest() throws IOException {
        List<String> forget = new ArrayList<>(List.of("forget"));
        while (saved.size() > KEPT) {
            forget.add(saved.remove().snapshot());
        }
        boolean done = restic.run(forget.toArray(String[]::new)).isGood()
                && restic.run("prune", "--max-unused", "0").isGood();
        prunes += done ? 1 : 0;
    }

    private Path source(int round) throws IOException {
        Path folder = Files.createDirectories(sources.resolve(name + "-" + round));
        write(folder.resolve("common"), new Random(round), true);
        write(folder.resolve("before"), new Random(Math.max(0, round - 1)), true);
        write(folder.resolve("own"), new Random(name.hashCode() + round), false);
        return folder;
    }

    private static void write(Path file, Random random, boolean shrinks) throws IOException {
        byte[] content = new byte[FILE_BYTES];
        random.nextBytes(content);
        for (int i = 0; shrinks && i < content.length; i++) {
            content[i] &= 0x0f;
        }
        Files.write(file, content);
    }

    /** How many folders restic called saved and nobody forgot. */
    int saved() {
        return saved.size();
    }

    /** Restores all of them from this address and gives the differences. */
    List<String> differences(String repository, Path target) throws IOException {
        List<String> all = new ArrayList<>();
        for (Saved one : saved) {
            Path to = target.resolve(one.source().getFileName());
            restic.on(repository).ok("restore", one.snapshot(), "--target", to.toString());
            all.addAll(TreeCompare.differences(List.of(one.source()), to));
        }
        return all;
    }

    @Override
    public String toString() {
        return name + ": " + rounds + " rounds, " + saved.size() + " snapshots to restore, " + prunes + " prunes";
    }
}
