package packhouse.storage.format;

import java.io.IOException;

/** The numbers of a JSON document: those that count something, and those that nobody wants. */
final class JsonNumbers {

    /** Digits of the largest number that fits a long, and one more. */
    private static final int LONGEST = 20;

    private final JsonInput in;

    JsonNumbers(JsonInput in) {
        this.in = in;
    }

    /** A number from 0 to {@code max}, which is 9 or more, without fraction or exponent. */
    long number(long max) throws IOException {
        in.peekToken();
        in.has(LONGEST);
        int from = in.at;
        long value = 0;
        while (in.at < in.end && isDigit(in.window[in.at])) {
            int digit = in.window[in.at++] - '0';
            if (value > (max - digit) / 10) {
                throw in.broken("wanted a number up to " + max);
            }
            value = value * 10 + digit;
        }
        int digits = in.at - from;
        if (digits == 0 || (digits > 1 && in.window[from] == '0')) {
            throw in.broken("wanted a number");
        }
        return value;
    }

    /** Passes over a number of any size. */
    void skip() throws IOException {
        trySkip("-");
        if (!trySkip("0")) {
            skipDigits();
        }
        if (trySkip(".")) {
            skipDigits();
        }
        if (trySkip("eE")) {
            trySkip("+-");
            skipDigits();
        }
    }

    private boolean trySkip(String any) throws IOException {
        if (any.indexOf(in.peek()) < 0) {
            return false;
        }
        in.at++;
        return true;
    }

    private void skipDigits() throws IOException {
        if (!isDigit(in.peek())) {
            throw in.broken("wanted a value");
        }
        while (isDigit(in.peek())) {
            in.at++;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
