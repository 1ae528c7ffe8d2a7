package packhouse.protocol;

/** What a request to the data plane asks for: one record for each operation of restic's REST protocol. */
public sealed interface Route {

    /** The repository that the request is about. */
    RepoPath repo();

    /** {@code POST <base>?create=true}: make the folders of a repository. */
    record Create(RepoPath repo) implements Route {}

    /** {@code GET <base>TYPE/}: names (and sizes) of all files of one kind. */
    record ListFiles(RepoPath repo, FileType type) implements Route {}

    /** {@code HEAD <base>TYPE/ID} or {@code HEAD <base>config}: existence and size. */
    record Head(RepoPath repo, FileName name) implements Route {}

    /** {@code GET <base>TYPE/ID} or {@code GET <base>config}: content, whole or in part. */
    record Read(RepoPath repo, FileName name) implements Route {}

    /** {@code POST <base>TYPE/ID} or {@code POST <base>config}: store a file. */
    record Save(RepoPath repo, FileName name) implements Route {}

    /** {@code DELETE <base>TYPE/ID} or {@code DELETE <base>config}: remove a file. */
    record Delete(RepoPath repo, FileName name) implements Route {}
}
