package dev.outrigger.supervisor.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a process is, and who it may become. */
class AccountTest {
  @Test
  void aUserIsKnownByNameAndByNumber() throws Exception {
    Account byName = Account.of(Optional.of("nobody"), Optional.empty());
    assertThat(byName.name()).contains("nobody");
    assertThat(Account.of(Optional.of(String.valueOf(byName.user())), Optional.empty()))
        .isEqualTo(byName);
    assertThat(byName.environment()).containsEntry("USER", "nobody").containsKey("HOME");
  }

  @Test
  void aGroupOfOnesOwnIsTakenInPlaceOfTheUsers() throws Exception {
    assertThat(Account.of(Optional.of("nobody"), Optional.of("root")).group()).isZero();
  }

  @Test
  void aNumberThatNobodyHasNeedsAGroup() throws Exception {
    assertThatThrownBy(() -> Account.of(Optional.of("654321987"), Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("name one too");
    Account made = Account.of(Optional.of("654321987"), Optional.of("7"));
    assertThat(made).isEqualTo(new Account(654321987, 7, Optional.empty(), Optional.empty()));
    assertThat(made.running(List.of("java", "x")))
        .containsExactly(
            "setpriv", "--reuid=654321987", "--regid=7", "--clear-groups", "--", "java", "x");
  }

  @Test
  void whoIsThereAlreadyNeedsNothing() throws Exception {
    Account own = Account.current();
    own.requireReachable();
    assertThat(own.running(List.of("java"))).containsExactly("java");
  }

  @Test
  void aThreadOfSomebodyElseIsFound() throws Exception {
    Account own = Account.current();
    Account.requireOfAllThreads(own.user(), own.group());
    assertThatThrownBy(() -> Account.requireOfAllThreads(own.user() + 1, own.group()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("this process is not who it was to be");
    assertThatThrownBy(() -> Account.requireOfAllThreads(own.user(), own.group() + 1))
        .hasMessageContaining("Gid:");
  }

  @ParameterizedTest
  @CsvSource({"0,rw-rw-rw-", "7,rw-rw----", "23,rw-r-----", "63,rw-------", "511,---------"})
  void aSocketGetsWhatAUmaskLeaves(int bits, String left) {
    assertThat(new Umask(bits).ofSocket()).isEqualTo(left);
  }
}
