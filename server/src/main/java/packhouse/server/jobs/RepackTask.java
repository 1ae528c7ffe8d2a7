package packhouse.server.jobs;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.PlanView;
import packhouse.protocol.admin.PlanView.Part;
import packhouse.protocol.admin.Sizes;
import packhouse.storage.catalog.Progress;
import packhouse.storage.disk.Space;
import packhouse.storage.history.Exchange;
import packhouse.storage.repack.Control;
import packhouse.storage.repack.LeftAlone;
import packhouse.storage.repack.Place;
import packhouse.storage.repack.Presence;
import packhouse.storage.repack.Reason;
import packhouse.storage.repack.Repack;
import packhouse.storage.repack.RepackOptions;
import packhouse.storage.repack.RepackPlan;
import packhouse.storage.repack.RepackResult;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.upkeep.Amount;

/** A repack of one repository. */
final class RepackTask implements Task {

    private final RepoPath path;
    private final RepackOptions options;
    private final Parts parts;
    private Optional<RepackPlan> planned = Optional.empty();

    /**
     * What a repack works with.
     *
     * @param exchange where changes become real
     * @param room decides whether there is room for a step, {@code space} tells what it decides about
     */
    record Parts(
            Unlocked repository,
            Exchange exchange,
            Presence presence,
            Place place,
            InstantSource clock,
            Room room,
            JobRun.FreeSpace space) {

        Repack repack(Exchange through) {
            return new Repack(repository, through, presence, place, clock);
        }
    }

    RepackTask(RepoPath path, RepackOptions options, Parts parts) {
        this.path = path;
        this.options = options;
        this.parts = parts;
    }

    @Override
    public PlanView plan(Progress progress) throws IOException {
        RepackPlan plan = parts.repack(parts.exchange()).plan(options, progress);
        planned = Optional.of(plan);
        RepackPlan.Totals totals = plan.totals();
        Space space = parts.space().look();
        return new PlanView(
                path.toString(),
                Order.Repack.KIND,
                plan.batches(),
                totals.sources().count(),
                totals.read(),
                totals.written(),
                totals.freed(),
                reasons(totals.reasons()),
                plan.leftAlone().stream().map(RepackTask::part).toList(),
                parts.room().needs(largest(plan), space),
                space.freeBytes(),
                Speed.seconds(options, totals.read(), parts.place().threads()));
    }

    private static List<Part> reasons(Map<Reason, Amount> amounts) {
        List<Part> reasons = new ArrayList<>();
        for (Reason reason : Reason.values()) {
            Amount amount = amounts.get(reason);
            if (amount != null && amount.count() > 0) {
                reasons.add(new Part(reason.words(), amount.count(), amount.bytes()));
            }
        }
        return reasons;
    }

    private static Part part(LeftAlone left) {
        return new Part(left.why(), left.packs().count(), left.packs().bytes());
    }

    private static long largest(RepackPlan plan) throws IOException {
        long largest = 0;
        for (int i = 0; i < plan.batches(); i++) {
            largest = Math.max(largest, plan.batch(i).written());
        }
        return largest;
    }

    @Override
    public Result run(Watch watch) throws IOException {
        RepackPlan plan = planned.orElseThrow();
        RepackResult result = parts.repack(new WatchedExchange(parts.exchange(), watch))
                .run(plan, control(watch), watch, watch::line);
        for (LeftAlone left : result.leftAlone()) {
            watch.line(left.packs().count() + " packs " + left.why() + ", for instance " + left.some());
        }
        String sentence =
                result.hidden().count() + " packs became " + result.written().count() + ", "
                        + Sizes.of(Math.abs(result.freed()))
                        + (result.freed() < 0 ? " more than before" : " are free when they have rested in the trash");
        boolean partial = result.ended().isPresent() || !result.leftAlone().isEmpty();
        return new Result(result.ended().map(why -> sentence + "; " + why).orElse(sentence), partial);
    }

    private static Control control(Watch watch) {
        return new Control() {
            @Override
            public void awaitRoom(long bytes) {
                watch.awaitRoom(bytes);
            }

            @Override
            public void checkpoint(long bytes) {
                watch.checkpoint(bytes);
            }

            @Override
            public boolean hold(String why) {
                watch.awaitTurn(why);
                return true;
            }
        };
    }

    @Override
    public void close() throws IOException {
        if (planned.isPresent()) {
            planned.get().close();
        }
    }
}
