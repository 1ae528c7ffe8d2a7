/**
 * Commands for people and scripts: they parse words, call what does the work, and print. Data goes to standard output, talk to
 * standard error. Imports {@code access} and {@code packhouse.protocol}. Start reading at {@link packhouse.server.cli.UserCommands} for those
 * that work on files, at {@link packhouse.server.cli.AskingCommand} for those that ask a running server.
 */
@NullMarked
package packhouse.server.cli;

import org.jspecify.annotations.NullMarked;
