package packhouse.server.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import packhouse.protocol.FileId;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.CheckView;
import packhouse.protocol.admin.FindingView;
import packhouse.storage.upkeep.CheckReport;
import packhouse.storage.upkeep.Finding;

/** Passes on what a check finds, and keeps it for the end. */
final class CheckRecord {

    private final Meter meter;
    private final List<FindingView> findings = new ArrayList<>();

    CheckRecord(Meter meter) {
        this.meter = meter;
    }

    /** To be called by any thread. */
    void found(Finding finding) {
        FindingView view = new FindingView(
                finding.severity().name().toLowerCase(Locale.ROOT), finding.code(), finding.sentence(), finding.cure());
        synchronized (findings) {
            if (findings.size() < CheckView.MAX_FINDINGS) {
                findings.add(view);
            }
        }
        meter.tell(view);
    }

    CheckView end(RepoPath path, CheckReport report) {
        return new CheckView(
                path.toString(),
                report.errors(),
                report.warnings(),
                report.hints(),
                report.findings(),
                report.snapshots(),
                report.indexes(),
                report.packs(),
                report.trees(),
                ShowViews.amount(report.packsRead()),
                report.brokenPacks().stream().map(FileId::toString).toList(),
                findings);
    }
}
