package packhouse.server.cli;

import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import packhouse.protocol.admin.CheckView;
import packhouse.protocol.admin.DedupView;
import packhouse.protocol.admin.FindingView;
import packhouse.protocol.admin.ShowView;
import packhouse.protocol.admin.Views;

/** Answers about an imaginary repository. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final FindingView MISSING = new FindingView(
            "error",
            "pack-missing",
            "pack 0123 does not exist, but the index lists it",
            Optional.of("restic repair index"));
    static final FindingView LOOSE =
            new FindingView("hint", "pack-not-indexed", "pack 4567 is in no index (812 bytes)", Optional.empty());

    private Samples() {}

    /** Where nobody sits, nothing is set and it is always {@link #NOW}. */
    static Surroundings around() {
        return around((directory, path, inquiry, audience) -> sealed());
    }

    /** The same where this answers without a server. */
    static Surroundings around(Offline offline) {
        return new Surroundings(
                offline,
                Map.of(),
                question -> Optional.empty(),
                InputStream.nullInputStream(),
                false,
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> 0,
                stop -> () -> {});
    }

    static ShowView sealed() {
        return new ShowView(
                "alice/laptop",
                1_330_000_000_000L,
                new DedupView.Amount(81_436, 1_329_000_000_000L),
                new DedupView.Amount(12, 900_000_000),
                new DedupView.Amount(412, 130_000),
                new DedupView.Amount(1, 155),
                Optional.of(NOW.minusSeconds(3 * 3600)),
                List.of(
                        new ShowView.Key(
                                "c21e4bba".repeat(8),
                                "laptop",
                                "alice",
                                Optional.of(Instant.parse("2024-05-01T08:30:00Z"))),
                        new ShowView.Key("9f00aa11".repeat(8), "", "", Optional.empty())),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    static ShowView opened() {
        return opened(Optional.empty());
    }

    static ShowView opened(Optional<Views.Unlock> unlocked) {
        ShowView sealed = sealed();
        return new ShowView(
                sealed.repository(),
                sealed.bytes(),
                sealed.packs(),
                sealed.indexFiles(),
                sealed.snapshots(),
                sealed.locks(),
                sealed.lastBackupAt(),
                sealed.keys(),
                List.of(new ShowView.Damaged("ffee0011".repeat(8), "wrong MAC")),
                Optional.of(new ShowView.Contents(
                        2,
                        "5ca1ab1e".repeat(8),
                        List.of(
                                new ShowView.Group("laptop", List.of("/etc", "/home"), 400, NOW.minusSeconds(10_800)),
                                new ShowView.Group(
                                        "evil\u001b[31m", List.of("1", "2", "3", "4", "5", "6", "7"), 12, NOW)),
                        List.of(new ShowView.Lock(
                                "aaaa0000".repeat(8), true, "laptop", "alice", 4711, NOW.minusSeconds(7200), true)))),
                unlocked,
                List.of());
    }

    static DedupView dedup(String... gaps) {
        DedupView.Amount none = new DedupView.Amount(0, 0);
        return new DedupView(
                "alice/laptop",
                2,
                new DedupView.Blobs(28, 15, 13, new DedupView.Amount(60, 55_982)),
                new DedupView.Duplicate(
                        16,
                        32,
                        36_344,
                        List.of(
                                new DedupView.Origin(
                                        List.of("11112222".repeat(8)), List.of("laptop"), Optional.of(NOW), 17, 19_000),
                                new DedupView.Origin(List.of(), List.of("nas", "desk"), Optional.empty(), 15, 17_344)),
                        List.of(new DedupView.WorstPack("deadbeef".repeat(8), 25_000, 11, 24_000))),
                new DedupView.Usage(new DedupView.Used(28, 19_638, 40_896), new DedupView.Amount(32, 36_344), none, 0),
                new DedupView.Uncompressed(
                        11,
                        25_052,
                        new DedupView.Blobbed(11, 25_052),
                        new DedupView.Blobbed(0, 0),
                        Optional.of(new DedupView.ExpectedSaving(
                                new DedupView.Saving(9_000, 120),
                                new DedupView.Saving(10_000, 130),
                                new DedupView.Saving(10_100, 131),
                                new DedupView.Saving(-5, 132),
                                new DedupView.Blobbed(11, 25_052)))),
                new DedupView.Blobbed(9, 30_000),
                new DedupView.Blobbed(0, 0),
                new DedupView.Packs(6, 58_614, 0, 1, 7, 0, 3, 3, 0, 6, 0, 0, 1, 6, 3_355_443),
                new DedupView.Index(3, 2),
                3,
                new DedupView.Forecast(
                        new DedupView.Amount(4, 36_000), new DedupView.Amount(2, 20_000), 19_638, 36_344, true),
                new DedupView.Forecast(none, none, 0, 0, false),
                List.of(gaps));
    }

    static CheckView check(FindingView... findings) {
        List<FindingView> all = List.of(findings);
        long errors = all.stream().filter(one -> one.severity().equals("error")).count();
        long hints = all.size() - errors;
        Map<String, Long> counts = all.stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        FindingView::code, java.util.stream.Collectors.counting()));
        return new CheckView(
                "alice/laptop",
                errors,
                0,
                hints,
                counts,
                4,
                3,
                12,
                20,
                new DedupView.Amount(errors > 0 ? 12 : 0, 1_300_000),
                List.of(),
                all);
    }
}
