package packhouse.server.cli;

import picocli.CommandLine.Command;

/** {@code packhouse job}: long work that goes on whoever watches. */
@Following({JobList.class, JobShow.class, JobLog.class, JobPause.class, JobResume.class, JobCancel.class, JobWait.class
})
@Command(
        name = "job",
        headerHeading =
                "Examples:%n" + "  packhouse job list --path /tank/backup%n" + "  packhouse job log 12 --follow%n%n",
        header = "Shows the jobs of a running server, and has them rest, go on or end.",
        description = "%nJobs outlive the terminal and a restart of the server. One is at work at a time.")
public final class JobCommands extends CommandGroup {}
