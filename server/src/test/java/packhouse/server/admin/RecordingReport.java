package packhouse.server.admin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Question;

/** Keeps what is reported. */
final class RecordingReport implements AdminReport {

    final List<String> readiness = new CopyOnWriteArrayList<>();
    final List<String> answers = new CopyOnWriteArrayList<>();
    final List<String> audit = new CopyOnWriteArrayList<>();
    final List<String> troubles = new CopyOnWriteArrayList<>();

    @Override
    public void readiness(boolean able, String what) {
        readiness.add(what);
    }

    @Override
    public void answered(RepoPath repository, Question question, String detail, String outcome, String by) {
        answers.add(question.word() + " " + repository + ": " + outcome);
        audit.add(question.word() + detail + " " + repository + ": " + outcome + ", by " + by);
    }

    @Override
    public void ordered(String what, String outcome, String by) {
        audit.add(what + ": " + outcome + ", by " + by);
    }

    @Override
    public void trouble(String request, Throwable cause) {
        troubles.add(request + ": " + cause);
    }
}
