package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.Refusal;
import packhouse.protocol.RepoPath;
import packhouse.protocol.Route;

/** What users may do once they are known. */
class AccessRulesTest {

    private static final AccessRules ALL = new AccessRules(false, false, false);
    private static final AccessRules APPEND = new AccessRules(true, false, false);
    private static final AccessRules PRIVATE = new AccessRules(false, true, false);

    private static FileName name(FileType type) {
        FileId id = FileId.parse("ab".repeat(32)).orElseThrow();
        return type == FileType.CONFIG ? FileName.config() : FileName.of(type, id);
    }

    private static RepoPath repo(String path) {
        return RepoPath.parse(path).orElseThrow();
    }

    private static Route delete(FileType type) {
        return new Route.Delete(repo("alice"), name(type));
    }

    private static int status(Optional<Refusal> refusal) {
        return refusal.map(Refusal::status).orElse(200);
    }

    @ParameterizedTest
    @EnumSource(FileType.class)
    void withoutRulesEverythingMayBeDeleted(FileType type) {
        assertThat(ALL.objection("alice", delete(type))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(FileType.class)
    void appendOnlyLeavesNothingToDeleteButLocks(FileType type) {
        assertThat(status(APPEND.objection("alice", delete(type)))).isEqualTo(type == FileType.LOCKS ? 200 : 403);
    }

    @ParameterizedTest
    @EnumSource(FileType.class)
    void appendOnlyLetsEverythingBeReadAndAdded(FileType type) {
        RepoPath repo = repo("alice");

        assertThat(APPEND.objection("alice", new Route.Save(repo, name(type)))).isEmpty();
        assertThat(APPEND.objection("alice", new Route.Read(repo, name(type)))).isEmpty();
        assertThat(APPEND.objection("alice", new Route.Head(repo, name(type)))).isEmpty();
        assertThat(APPEND.objection("alice", new Route.ListFiles(repo, type))).isEmpty();
        assertThat(APPEND.objection("alice", new Route.Create(repo))).isEmpty();
    }

    @Test
    void theRefusalNamesWhoIsAppendOnly() {
        assertThat(APPEND.objection("alice", delete(FileType.DATA)).map(Refusal::detail))
                .contains("alice is append-only");
        assertThat(APPEND.objection("", delete(FileType.DATA)).map(Refusal::detail))
                .contains("this server is append-only");
    }

    @ParameterizedTest
    @CsvSource({
        "alice,  alice,         200",
        "alice,  alice/laptop,  200",
        "alice,  bob,           403",
        "alice,  bob/alice,     403",
        "alice,  Alice,         403",
        "alice,  alice2,        403",
        "alice,  /,             403",
        "data,   /,             403"
    })
    void aPrivateRepositoryBelongsToTheUserOfItsFirstFolder(String user, String repo, int status) {
        assertThat(status(PRIVATE.objection(user, new Route.Create(repo(repo)))))
                .isEqualTo(status);
        assertThat(status(PRIVATE.objection(user, new Route.Head(repo(repo), FileName.config()))))
                .isEqualTo(status);
    }

    @Test
    void withoutUsersNothingIsPrivate() {
        AccessRules rules = new AccessRules(true, true, false).withoutUsers();

        assertThat(rules.objection("", new Route.Create(repo("anyone")))).isEmpty();
        assertThat(rules.objectionToMetrics("")).isEmpty();
        assertThat(status(rules.objection("", delete(FileType.CONFIG)))).isEqualTo(403);
    }

    @Test
    void whereRepositoriesArePrivateMetricsAreForOneUser() {
        assertThat(ALL.objectionToMetrics("alice")).isEmpty();
        assertThat(status(PRIVATE.objectionToMetrics("alice"))).isEqualTo(403);
        assertThat(PRIVATE.objectionToMetrics("metrics")).isEmpty();
        assertThat(new AccessRules(false, true, true).objectionToMetrics("alice"))
                .isEmpty();
    }
}
