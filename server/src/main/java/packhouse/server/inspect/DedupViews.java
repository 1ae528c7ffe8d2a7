package packhouse.server.inspect;

import static packhouse.server.inspect.ShowViews.amount;

import packhouse.protocol.FileId;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.DedupView;
import packhouse.storage.upkeep.Amount;
import packhouse.storage.upkeep.DedupReport;

/** A report about duplicates in the words of the API. */
final class DedupViews {

    private DedupViews() {}

    static DedupView of(RepoPath path, DedupReport report) {
        DedupReport.Blobs blobs = report.blobs();
        return new DedupView(
                path.toString(),
                report.version(),
                new DedupView.Blobs(blobs.total(), blobs.data(), blobs.tree(), amount(blobs.copies())),
                duplicate(report.duplicate()),
                usage(report.usage()),
                uncompressed(report.uncompressed()),
                blobs(report.mixed()),
                blobs(report.usage().unused()),
                packs(report.packs()),
                new DedupView.Index(report.index().files(), report.index().mergeable()),
                report.snapshots(),
                forecast(report.repack()),
                forecast(report.prune()),
                report.gaps());
    }

    private static DedupView.Blobbed blobs(Amount amount) {
        return new DedupView.Blobbed(amount.count(), amount.bytes());
    }

    private static DedupView.Duplicate duplicate(DedupReport.Duplicate duplicate) {
        return new DedupView.Duplicate(
                duplicate.blobs(),
                duplicate.copies(),
                duplicate.bytes(),
                duplicate.origins().stream().map(DedupViews::origin).toList(),
                duplicate.worst().stream().map(DedupViews::worst).toList());
    }

    private static DedupView.Origin origin(DedupReport.Origin origin) {
        return new DedupView.Origin(
                origin.snapshots().stream().map(FileId::toString).toList(),
                origin.hosts(),
                origin.arrived(),
                origin.copies().count(),
                origin.copies().bytes());
    }

    private static DedupView.WorstPack worst(DedupReport.WorstPack pack) {
        return new DedupView.WorstPack(
                pack.pack().toString(),
                pack.size(),
                pack.copies().count(),
                pack.copies().bytes());
    }

    private static DedupView.Usage usage(DedupReport.Usage usage) {
        return new DedupView.Usage(
                new DedupView.Used(usage.used().count(), usage.used().bytes(), usage.usedPlainBytes()),
                amount(usage.duplicate()),
                amount(usage.unused()),
                usage.unreferencedPackBytes());
    }

    private static DedupView.Uncompressed uncompressed(DedupReport.Uncompressed plain) {
        return new DedupView.Uncompressed(
                plain.total().count(),
                plain.total().bytes(),
                blobs(plain.data()),
                blobs(plain.tree()),
                plain.expectedSaving()
                        .map(saving -> new DedupView.ExpectedSaving(
                                saving(saving.fastest()),
                                saving(saving.auto()),
                                saving(saving.better()),
                                saving(saving.max()),
                                blobs(saving.sampled()))));
    }

    private static DedupView.Saving saving(DedupReport.Saving saving) {
        return new DedupView.Saving(saving.bytes(), saving.error());
    }

    private static DedupView.Packs packs(DedupReport.Packs packs) {
        return new DedupView.Packs(
                packs.total(),
                packs.stored().bytes(),
                packs.unindexed(),
                packs.missing(),
                packs.indexed(),
                packs.inSeveralIndexes(),
                packs.data(),
                packs.tree(),
                packs.mixed(),
                packs.fullyUsed(),
                packs.partlyUsed(),
                packs.unused(),
                packs.withUncompressed(),
                packs.small(),
                packs.smallLimit());
    }

    private static DedupView.Forecast forecast(DedupReport.Forecast forecast) {
        return new DedupView.Forecast(
                amount(forecast.removed()),
                amount(forecast.repacked()),
                forecast.writtenBytes(),
                forecast.freedBytes(),
                forecast.possible());
    }
}
