package packhouse.storage.repack;

import java.io.IOException;
import java.util.function.Consumer;
import packhouse.protocol.FileId;

/** What a run knows by now, and whom it tells. */
record RunState(RepackPlan plan, Fates fates, Riders riders, Findings findings, Consumer<String> log) {

    /** A pack stays; {@code why} ends a sentence about packs. */
    void leave(int pack, String why) throws IOException {
        FileId id = plan.catalog().packs().id(pack);
        fates.left(pack);
        findings.left(id, plan.catalog().packs().expectedSize(pack), why);
        log.accept("pack " + id + " is left alone: such packs " + why);
    }
}
