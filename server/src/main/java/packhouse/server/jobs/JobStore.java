package packhouse.server.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import packhouse.protocol.admin.RecordJson;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.WritableFile;

/** The files of jobs, {@code STATE/jobs/ID.json}, see {@link JobFile}. What is written is on the disk before the call returns. */
final class JobStore {

    private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,8})\\.json");

    /** A job has a few kilobytes; what is longer is none of ours. */
    private static final int MAX_FILE = 1 << 20;

    private final Disk disk;
    private final Path directory;

    /** {@code directory}: for nothing else; it need not exist, its parent must. */
    JobStore(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /** The numbers of all jobs that there are files of, in their order. */
    List<Integer> numbers() throws IOException {
        TreeSet<Integer> numbers = new TreeSet<>();
        disk.list(directory, name -> {
            Matcher match = NAME.matcher(name);
            if (match.matches()) {
                numbers.add(Integer.parseInt(match.group(1)));
            }
        });
        return List.copyOf(numbers);
    }

    /** The jobs that can be read; {@code talk} is told of others, which stay where they are. */
    List<JobFile> read(Consumer<String> talk) throws IOException {
        List<JobFile> jobs = new ArrayList<>();
        for (int number : numbers()) {
            Path file = file(number);
            try {
                JobFile read = RecordJson.read(JobFile.class, text(file));
                if (read.format() != JobFile.FORMAT || !read.job().id().equals(Integer.toString(number))) {
                    throw new IOException("not of this version");
                }
                jobs.add(read);
            } catch (IOException e) {
                talk.accept(file + ": this job is passed over: " + e.getMessage());
            }
        }
        return jobs;
    }

    private String text(Path file) throws IOException {
        Optional<Region> opened = disk.open(file);
        if (opened.isEmpty()) {
            throw new IOException("it is gone");
        }
        try (Region region = opened.get()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(region.size(), MAX_FILE));
            region.read(bytes, 0);
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        }
    }

    /** Remembers a job in the place of what was remembered of it. */
    void write(JobFile job) throws IOException {
        Path file = file(Integer.parseInt(job.job().id()));
        Path parent = directory.toAbsolutePath().getParent();
        if (disk.makeDirectory(directory, Modes.PRIVATE) && parent != null) {
            disk.forceDirectory(parent);
        }
        Path temporary = directory.resolve(file.getFileName() + ".new");
        // One may be left of a process that was killed right here.
        disk.delete(temporary);
        try (WritableFile out = disk.create(temporary, Modes.PRIVATE)) {
            out.write(ByteBuffer.wrap(RecordJson.document(job)));
            out.force();
        }
        disk.rename(temporary, file);
        disk.forceDirectory(directory);
    }

    /** Forgets a job and its log. */
    void remove(int number) throws IOException {
        disk.delete(log(number));
        disk.delete(file(number));
    }

    private Path file(int number) {
        return directory.resolve(number + ".json");
    }

    /** Where the log of a job is. */
    Path log(int number) {
        return directory.resolve(number + ".log");
    }
}
