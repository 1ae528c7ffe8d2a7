package packhouse.storage.format;

import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;

/**
 * Who works in a repository, so that nobody deletes what others need. The document, unsealed:
 *
 * <pre>
 * lock = { "time": time, "exclusive": bool, "hostname": string, "username": string, "pid": u63, "uid": u63, "gid": u63, other... }
 * time = RFC 3339 with up to nine digits of a fraction; u63 = a number below 2^63, 0 if missing
 * </pre>
 *
 * <p>Unknown members are passed over; whoever refreshes a lock wrote it, so there are none to keep. A lock file of no bytes is no
 * lock: clients ignore it.
 *
 * @param time when it was made or refreshed, by the client's clock
 * @param exclusive whether nobody else may work meanwhile
 * @param hostname may be empty
 * @param username may be empty
 * @param uid 0 on Windows
 * @param gid 0 on Windows
 */
public record LockFile(
        OffsetDateTime time, boolean exclusive, String hostname, String username, long pid, long uid, long gid) {

    /**
     * Reads a lock.
     *
     * @param json the unsealed document; it stays open
     * @param file what errors call it
     */
    public static LockFile parse(InputStream json, String file) throws IOException {
        JsonFields fields = new JsonFields(JsonDocument.read(json, file));
        return new LockFile(
                fields.time("time").orElseThrow(() -> fields.wrong("a lock without time")),
                fields.bool("exclusive"),
                fields.text("hostname"),
                fields.text("username"),
                fields.number("pid"),
                fields.number("uid"),
                fields.number("gid"));
    }

    /** The same lock later. A refresh writes it as a new file, then deletes the old one. */
    public LockFile refreshed(OffsetDateTime now) {
        return new LockFile(now, exclusive, hostname, username, pid, uid, gid);
    }

    /** The document, to be sealed. */
    public byte[] toJson() {
        GoJson json = new GoJson();
        json.raw("{\"time\":").time(time).raw(",\"exclusive\":" + exclusive);
        json.raw(",\"hostname\":").string(hostname).raw(",\"username\":").string(username);
        json.raw(",\"pid\":").number(pid);
        if (uid != 0) {
            json.raw(",\"uid\":").number(uid);
        }
        if (gid != 0) {
            json.raw(",\"gid\":").number(gid);
        }
        return json.raw("}").toBytes();
    }
}
