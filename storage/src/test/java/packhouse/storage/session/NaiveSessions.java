package packhouse.storage.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rules of sessions told the long way: everything that ever happened is kept, and each question is answered out of it. For a clock
 * that runs on, and locks that are all read.
 */
final class NaiveSessions {

    private static final Duration GRACE = Duration.ofMinutes(30);

    private record Stay(Instant came, Optional<Instant> went) {}

    private final Map<Integer, Map<Integer, Stay>> guests = new LinkedHashMap<>();

    void came(int guest, int lock, Instant now) {
        guests.computeIfAbsent(guest, key -> new LinkedHashMap<>()).put(lock, new Stay(now, Optional.empty()));
    }

    void went(int guest, int lock, Instant now) {
        guests.getOrDefault(guest, Map.of())
                .computeIfPresent(
                        lock, (key, stay) -> new Stay(stay.came(), stay.went().or(() -> Optional.of(now))));
    }

    /** When the sessions began that live. */
    List<Instant> live(Instant now) {
        List<Instant> live = new ArrayList<>();
        for (Map<Integer, Stay> stays : guests.values()) {
            TreeSet<Instant> beginnings = new TreeSet<>();
            stays.values().forEach(stay -> beginnings.add(stay.came()));
            if (isLive(stays, now)) {
                Instant since = beginnings.last();
                while (beginnings.lower(since) != null && wasLiveBefore(stays, since)) {
                    since = beginnings.lower(since);
                }
                live.add(since);
            }
        }
        live.sort(null);
        return live;
    }

    private static boolean isLive(Map<Integer, Stay> stays, Instant now) {
        return stays.values().stream().anyMatch(stay -> lasts(stay, now));
    }

    private static boolean wasLiveBefore(Map<Integer, Stay> stays, Instant time) {
        return stays.values().stream().anyMatch(stay -> stay.came().isBefore(time) && lasts(stay, time));
    }

    private static boolean lasts(Stay stay, Instant time) {
        return stay.went().isEmpty() || time.isBefore(stay.went().get().plus(GRACE));
    }
}
