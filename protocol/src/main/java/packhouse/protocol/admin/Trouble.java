package packhouse.protocol.admin;

import java.util.stream.Stream;
import packhouse.protocol.admin.Views.Problem;

/** Why a question about a repository has no answer: what the API says, and the exit code of the command that asked. */
public enum Trouble {
    /** None of the others; the detail says more. */
    FAILED("failed", 500, 1, "It failed"),
    /** The server works on as many questions as it can. */
    BUSY("busy", 503, 1, "Busy"),
    /** Written by a version of the format that this program does not know. */
    UNKNOWN_FORMAT("unknown-format", 501, 1, "Unknown format"),
    /** The question itself is wrong. */
    BAD_REQUEST("bad-request", 400, 2, "Bad request"),
    /** There is no job with this number. */
    NO_JOB("no-job", 404, 2, "No such job"),
    /** A job is not in a state in which that can be done. */
    JOB_STATE("job-state", 409, 1, "Not now"),
    /** Another process has it, or clients are at work. */
    LOCKED("locked", 423, 11, "Locked"),
    /** So much is damaged that the question cannot be answered. */
    DAMAGED("damaged", 422, 4, "Damaged"),
    /** There is nothing at this path. */
    NO_REPOSITORY("no-repository", 404, 10, "No such repository"),
    /** The password opens no key. */
    WRONG_PASSWORD("wrong-password", 403, 12, "Wrong password"),
    /** The password is needed and was not given. */
    SEALED("repo-sealed", 409, 13, "Repository is sealed"),
    /** The catalog does not fit on its disk. */
    NO_SPACE("no-space", 507, 14, "No space"),
    /** A rule is against it. */
    REFUSED("refused", 409, 15, "Refused by rule");

    private final String code;
    private final int status;
    private final int exitCode;
    private final String title;

    Trouble(String code, int status, int exitCode, String title) {
        this.code = code;
        this.status = status;
        this.exitCode = exitCode;
        this.title = title;
    }

    /** What programs know it by. */
    public String code() {
        return code;
    }

    /** The exit code of a command that met a problem with this code; 1 if nobody knows it. */
    public static int exitCode(String code) {
        return Stream.of(values())
                .filter(one -> one.code.equals(code))
                .mapToInt(one -> one.exitCode)
                .findFirst()
                .orElse(FAILED.exitCode);
    }

    /** The same for people and programs: a sentence without its full stop, and what to do about it. */
    public Problem problem(String detail, String hint) {
        return Problem.of(status, code, title, detail, "", hint);
    }
}
