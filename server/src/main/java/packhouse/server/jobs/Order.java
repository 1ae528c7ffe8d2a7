package packhouse.server.jobs;

import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.RepackWish;

/** What a job is to do. */
public sealed interface Order {

    /** The repository that it is done to. */
    RepoPath repository();

    /** What people and programs call it. */
    String kind();

    /** Packs are written anew without what they hold in vain. */
    record Repack(RepoPath repository, RepackWish wish) implements Order {

        static final String KIND = "repack";

        @Override
        public String kind() {
            return KIND;
        }
    }
}
