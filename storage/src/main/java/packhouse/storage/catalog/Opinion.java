package packhouse.storage.catalog;

/** What several lists of one pack's entries come to. */
final class Opinion {

    private Figures figures = Figures.NONE;
    private boolean contradictory;
    private int voices;

    void clear() {
        figures = Figures.NONE;
        contradictory = false;
        voices = 0;
    }

    /** One more list. */
    void add(Figures told, boolean toldContradictory) {
        contradictory |= toldContradictory || (voices > 0 && !told.equals(figures));
        figures = voices == 0 ? told : Figures.greater(figures, told);
        voices++;
    }

    boolean isEmpty() {
        return voices == 0;
    }

    Figures figures() {
        return figures;
    }

    boolean isContradictory() {
        return contradictory;
    }
}
