package packhouse.protocol.admin;

/**
 * What came back out of the trash.
 *
 * @param commit the deed as the history has it, 0 if nothing came back
 * @param files how many came back
 * @param bytes their sizes together
 * @param present how many stayed in the trash, because there is a file of their name
 * @param missing how many were not there any more
 */
public record RestoreView(String repository, long commit, long files, long bytes, long present, long missing)
        implements Message {

    @Override
    public String messageType() {
        return "summary";
    }
}
