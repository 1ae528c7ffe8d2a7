package packhouse.storage.repack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import packhouse.protocol.FileId;
import packhouse.storage.catalog.BlobLookup;
import packhouse.storage.catalog.Progress;
import packhouse.storage.format.BlobKind;
import packhouse.storage.history.Exchange;
import packhouse.storage.history.Outcome;
import packhouse.storage.repository.Unlocked;

/** Does a plan, batch by batch. Used once. */
final class RepackRun {

    /** Each time at least one damaged pack more is left alone; so many in one batch mean that something else is wrong. */
    private static final int MAX_ATTEMPTS = 8;

    private final Unlocked repository;
    private final Exchange exchange;
    private final Presence presence;
    private final Place place;
    private final RepackPlan plan;
    private final Control control;
    private final Progress progress;
    private final Consumer<String> log;
    private final Fates fates;
    private final IndexBook book;
    private final Findings findings = new Findings();
    private final Map<BlobKind, Rider> riders = new EnumMap<>(BlobKind.class);

    /** A pack of an earlier batch that is not full: it is rewritten together with the next packs of its kind. */
    private record Rider(Made made, FileId index) {}

    RepackRun(
            Unlocked repository,
            Exchange exchange,
            Presence presence,
            Place place,
            RepackPlan plan,
            Control control,
            Progress progress,
            Consumer<String> log) {
        this.repository = repository;
        this.exchange = exchange;
        this.presence = presence;
        this.place = place;
        this.plan = plan;
        this.control = control;
        this.progress = progress;
        this.log = log;
        this.fates = new Fates(plan.order());
        this.book = new IndexBook(plan.catalog(), plan.homes(), repository.store(), new IndexDocuments(repository));
    }

    RepackResult run() throws IOException {
        if (plan.isEmpty()) {
            return findings.result();
        }
        progress.begin(
                Progress.Phase.REPACK,
                plan.totals().sources().count(),
                plan.totals().read());
        Staging staging = new Staging(place.disk(), exchange.staging(), place.modes());
        try (BlobLookup lookup = plan.catalog().lookup()) {
            Choice choice = new Choice(lookup, plan.catalog().packs(), fates);
            for (int batch = 0; batch < plan.batches() && !findings.isEnded(); batch++) {
                control.checkpoint(0);
                Order.Extent extent = plan.order().batch(batch);
                rewrite(batch, extent, choice, staging);
                progress.advance(extent.end() - extent.begin(), 0);
            }
        } finally {
            staging.clear();
        }
        return findings.result();
    }

    private void rewrite(int batch, Order.Extent extent, Choice choice, Staging staging) throws IOException {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            try (Sources sources = new Sources(repository, plan.catalog().packs())) {
                for (int pack : fates.begin(extent).toArray()) {
                    Optional<String> trouble = sources.open(pack);
                    if (trouble.isPresent()) {
                        leave(pack, trouble.get());
                    }
                }
                if (sources.all().isEmpty() || copy(batch, sources, choice, staging)) {
                    return;
                }
            } finally {
                staging.clear();
            }
        }
        for (int pack : fates.begin(extent).toArray()) {
            leave(pack, "are of a batch with many damaged packs");
        }
    }

    private void leave(int pack, String why) throws IOException {
        FileId id = plan.catalog().packs().id(pack);
        fates.left(pack);
        findings.left(id, plan.catalog().packs().expectedSize(pack), why);
        log.accept("pack " + id + " is left alone: such packs " + why);
    }

    /** False if packs turned out to be damaged, so that it has to be done again without them. */
    private boolean copy(int batch, Sources sources, Choice choice, Staging staging) throws IOException {
        List<Task> tasks = new ArrayList<>(choice.choose(sources.all()));
        addRiders(sources, tasks);
        try (PackSink sink = new PackSink(
                staging, repository.key(), place.random(), plan.options().packSize())) {
            Copying copying = new Copying(repository, plan.options(), place, control, progress, sink, sources.all());
            copying.run(tasks);
            findings.read(copying.read());
            if (!copying.damaged().isEmpty()) {
                leaveDamaged(sources, copying.damaged());
                return false;
            }
            commit(batch, sources, sink.made(), staging);
            return true;
        }
    }

    private void leaveDamaged(Sources sources, Map<FileId, String> damaged) throws IOException {
        for (SourcePack source : sources.all()) {
            String why = damaged.get(source.id());
            if (why != null && source.isRider()) {
                forget(source.id());
                log.accept("pack " + source.id() + ", which was just written, is left alone: " + why);
            } else if (why != null) {
                log.accept("pack " + source.id() + ": " + why);
                leave(source.number(), "hold a blob of which no copy is sound; run a check");
            }
        }
    }

    private void forget(FileId rider) {
        riders.values().removeIf(each -> each.made().pack().id().equals(rider));
    }

    private void addRiders(Sources sources, List<Task> tasks) throws IOException {
        for (BlobKind kind : BlobKind.values()) {
            Rider rider = riders.get(kind);
            if (rider == null || tasks.stream().noneMatch(task -> task.kind() == kind)) {
                continue;
            }
            if (sources.openRider(rider.made().pack())) {
                SourcePack source = sources.last();
                source.entries()
                        .forEach(entry -> tasks.add(new Task(
                                source, entry.offset(), kind, List.of(), List.of(new Copy(source.id(), entry)))));
            } else {
                riders.remove(kind);
            }
        }
    }

    private void commit(int batch, Sources sources, List<Made> made, Staging staging) throws IOException {
        Change change = new Change(repository, exchange, staging, place.random(), book, sources.all(), made);
        for (Rider rider : riders.values()) {
            if (sources.has(rider.made().pack().id())) {
                change.alsoReplace(rider.index());
            }
        }
        BatchConsent consent = new BatchConsent(presence, book, sources.all());
        Outcome outcome = change.apply(consent);
        while (outcome instanceof Outcome.Refused refused
                && consent.verdict() == BatchConsent.Verdict.LATER
                && control.hold(refused.why())) {
            outcome = change.apply(consent);
        }
        if (outcome instanceof Outcome.Done done) {
            note(batch, done.commit(), sources, made, change);
        } else if (outcome instanceof Outcome.Refused refused) {
            refuse(sources, refused.why(), consent.verdict());
        }
    }

    private void note(int batch, long commit, Sources sources, List<Made> made, Change change) {
        findings.committed(commit, change.replacedIndexes());
        long before = 0;
        for (SourcePack source : sources.all()) {
            findings.hidden(source.file().size(), source.isRider());
            before += source.isRider() ? 0 : source.file().size();
            if (source.isRider()) {
                forget(source.id());
            } else {
                fates.replaced(source.number());
            }
        }
        riders.replaceAll((kind, rider) ->
                new Rider(rider.made(), change.homeOf(rider.made().pack().id()).orElse(rider.index())));
        long after = 0;
        for (Made pack : made) {
            findings.written(pack.pack().size());
            after += pack.pack().size();
            if (pack.pack().size() < plan.options().packSize() / 5 * 4) {
                riders.put(
                        pack.kind(),
                        new Rider(pack, change.homeOf(pack.pack().id()).orElseThrow()));
            }
        }
        log.accept("batch " + (batch + 1) + " of " + plan.batches() + ": "
                + sources.all().size() + " packs of " + mebibytes(before) + " became " + made.size() + " of "
                + mebibytes(after) + "; commit " + commit);
    }

    private static String mebibytes(long bytes) {
        return Math.round(bytes / 1048576.0) + " MiB";
    }

    private void refuse(Sources sources, String why, BatchConsent.Verdict verdict) throws IOException {
        for (SourcePack source : sources.all()) {
            if (!source.isRider()) {
                leave(source.number(), "could not be replaced: " + why);
            }
        }
        if (verdict == BatchConsent.Verdict.INDEX_GONE) {
            findings.end(why + "; run repack again for the rest");
        }
    }
}
