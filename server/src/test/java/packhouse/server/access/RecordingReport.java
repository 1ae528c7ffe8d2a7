package packhouse.server.access;

import java.util.ArrayList;
import java.util.List;

/** Keeps what is reported. */
final class RecordingReport implements AccessReport {

    final List<String> failures = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final List<String> notices = new ArrayList<>();

    @Override
    public void loginFailed(String user, String remote, String why) {
        failures.add(user + " from " + remote + ": " + why);
    }

    @Override
    public void warning(String what) {
        warnings.add(what);
    }

    @Override
    public void notice(String what) {
        notices.add(what);
    }
}
