package packhouse.server.jobs;

import packhouse.protocol.admin.JobView;

/** Told what the owner has to know of jobs; each job has its own log for the rest. Called on any thread. */
public interface JobReport {

    /** A job begins, goes on or ends. */
    void told(JobView job, String what);

    /** What is remembered of jobs cannot be read or written. */
    void trouble(String what);

    /** A bug ended a job. */
    void bug(JobView job, Throwable cause);
}
