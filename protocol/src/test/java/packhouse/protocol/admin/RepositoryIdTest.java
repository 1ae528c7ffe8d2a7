package packhouse.protocol.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import packhouse.protocol.RepoPath;

/** How a repository is called in the URLs of the admin API. */
class RepositoryIdTest {

    private static String id(String... folders) {
        return RepositoryId.of(new RepoPath(List.of(folders)));
    }

    @Test
    void slashesBecomeTildes() {
        assertThat(id("alice", "laptop")).isEqualTo("alice~laptop");
        assertThat(id("laptop")).isEqualTo("laptop");
    }

    @Test
    void theRootIsASingleTilde() {
        assertThat(id()).isEqualTo("~");
    }

    @Test
    void aNameWithATildeGetsAnIdThatNoOtherPathHas() {
        assertThat(id("alice~laptop")).matches("~[0-9a-f]{16}").isNotEqualTo(id("alice", "laptop"));
        assertThat(id("a~b", "c")).isNotEqualTo(id("a", "b~c"));
        assertThat(id("alice~laptop")).isEqualTo(id("alice~laptop"));
    }

    @Test
    void anIdThatIsNoHashLeadsBackToItsPath() {
        for (String path : List.of("/", "alice", "alice/laptop", "alice/my laptop")) {
            RepoPath repository = RepoPath.parse(path).orElseThrow();

            assertThat(RepositoryId.path(RepositoryId.of(repository))).contains(repository);
        }
        for (String id : List.of("~0123456789abcdef", "a~b~c", "", "..", "a/b", "alice~")) {
            assertThat(RepositoryId.path(id)).as(id).isEmpty();
        }
    }
}
