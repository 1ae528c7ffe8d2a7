package packhouse.protocol.admin;

import java.util.List;

/**
 * What a job is going to do.
 *
 * @param repository its path as in its URL
 * @param kind of the job
 * @param batches steps, each of which becomes real in one instant; 0 if there is nothing to do
 * @param packs that are read and go
 * @param readBytes what is read
 * @param writtenBytes what is written, as far as it can be told before
 * @param freedBytes what is free in the end, as far as it can be told before; negative if the repository grows
 * @param reasons why these packs; a pack may have several
 * @param leftAlone what could have been done and is not, and why
 * @param needsBytes free space without which the largest step does not begin
 * @param freeBytes free space that there is
 * @param seconds how long it will take, roughly
 */
public record PlanView(
        String repository,
        String kind,
        long batches,
        long packs,
        long readBytes,
        long writtenBytes,
        long freedBytes,
        List<Part> reasons,
        List<Part> leftAlone,
        long needsBytes,
        long freeBytes,
        long seconds)
        implements Message {

    public PlanView {
        reasons = List.copyOf(reasons);
        leftAlone = List.copyOf(leftAlone);
    }

    /**
     * Some packs of a plan.
     *
     * @param why in words for people
     * @param packs how many they are
     * @param bytes what they, or what is meant in them, weigh
     */
    public record Part(String why, long packs, long bytes) {}

    @Override
    public String messageType() {
        return "summary";
    }
}
