package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import io.probeagent.agent.source.SourceErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTokenTest {
  private static final String SECRET = "correct-horse-battery";

  private final SourceErrors errors = mock(SourceErrors.class);
  private final FakeTime time = new FakeTime();

  @Nested
  class GivenAsAValue {
    private final ControlToken token =
        new ControlToken(
            Optional.of(SECRET), Optional.empty(), errors, Runnable::run, Runnable::run, time);

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Bearer " + SECRET,
          "bearer " + SECRET,
          "BEARER " + SECRET,
          "Bearer   " + SECRET,
          "Bearer " + SECRET + " ",
        })
    void theTokenAdmitsHoweverItsSchemeIsWritten(String authorization) {
      assertThat(admits(token, authorization)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
        strings = {
          "",
          " ",
          "Bearer",
          "Bearer ",
          SECRET,
          "Bearer" + SECRET,
          "Bearer:" + SECRET,
          "Basic " + SECRET,
          " Bearer " + SECRET,
          "Bearer Bearer " + SECRET,
          "Bearer correct-horse-batter",
          "Bearer correct-horse-battery1",
          "Bearer Correct-Horse-Battery",
          "Bearer " + SECRET + " " + SECRET,
          "Bearer " + SECRET + "\u0000",
          "Bearer wrong",
        })
    void nothingElseDoes(@Nullable String authorization) {
      assertThat(admits(token, authorization)).isFalse();
    }

    @AfterEach
    void noErrorIsTold() {
      verifyNoInteractions(errors);
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer null"})
  void withoutATokenNobodyIsAdmitted(@Nullable String authorization) {
    ControlToken none =
        new ControlToken(
            Optional.empty(), Optional.empty(), errors, Runnable::run, Runnable::run, time);

    assertThat(admits(none, authorization)).isFalse();
  }

  @Nested
  class GivenInAFile {
    @TempDir Path dir;

    @Test
    void theFileIsReadAgainWhenItChanges() throws IOException {
      ControlToken token = inFile(write(SECRET + "\n", 1));
      assertThat(admits(token, "Bearer " + SECRET)).isTrue();

      write("another-token-1234", 2);
      assertThat(admits(token, "Bearer " + SECRET)).isFalse();
      assertThat(admits(token, "Bearer another-token-1234")).isTrue();
      verifyNoInteractions(errors);
    }

    @Test
    void theFileIsNotReadWhileItIsTheSame() throws IOException {
      ControlToken token = inFile(write(SECRET, 1));
      assertThat(admits(token, "Bearer " + SECRET)).isTrue();

      write("another-token-1234567", 1);
      assertThat(admits(token, "Bearer " + SECRET)).isTrue();
    }

    @Test
    void anotherFileOfTheSameAgeIsAChange() throws IOException {
      Path data = Files.createDirectory(dir.resolve("one"));
      Path other = Files.createDirectory(dir.resolve("two"));
      for (Path folder : List.of(data, other)) {
        Path file = Files.writeString(folder.resolve("token"), SECRET);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
      }
      Path link = Files.createSymbolicLink(dir.resolve("..data"), data.getFileName());
      ControlToken token = inFile(link.resolve("token"));
      assertThat(admits(token, "Bearer " + SECRET)).isTrue();

      Files.writeString(other.resolve("token"), "another-token-1234567");
      Files.setLastModifiedTime(other.resolve("token"), FileTime.fromMillis(1000));
      Files.delete(link);
      Files.createSymbolicLink(link, other.getFileName());
      assertThat(admits(token, "Bearer " + SECRET)).isFalse();
      assertThat(admits(token, "Bearer another-token-1234567")).isTrue();
    }

    @Test
    void anotherSizeIsAChange() throws IOException {
      ControlToken token = inFile(write(SECRET, 1));
      admits(token, "Bearer " + SECRET);

      write("another-token-1234", 1);
      assertThat(admits(token, "Bearer another-token-1234")).isTrue();
    }

    @Test
    void anOlderFileIsAChangeToo() throws IOException {
      ControlToken token = inFile(write(SECRET, 9));
      admits(token, "Bearer " + SECRET);

      write("another-token-1234", 3);
      assertThat(admits(token, "Bearer another-token-1234")).isTrue();
    }

    @Test
    void aRemovedFileAdmitsNobodyAndIsToldOnceForEachQuestion() throws IOException {
      Path file = write(SECRET, 1);
      ControlToken token = inFile(file);
      admits(token, "Bearer " + SECRET);
      Files.delete(file);

      assertThat(admits(token, "Bearer " + SECRET)).isFalse();
      verify(errors).error(eq(""), eq("control"), eq("token_file"), unreadable(file));
      verifyNoMoreInteractions(errors);
      assertThat(admits(token, "Bearer ")).isFalse();
    }

    @Test
    void aFileThatComesBackUnchangedAdmitsAgain() throws IOException {
      Path file = write(SECRET, 1);
      ControlToken token = inFile(file);
      admits(token, "Bearer " + SECRET);
      Files.delete(file);
      admits(token, "Bearer " + SECRET);

      write(SECRET, 1);
      assertThat(admits(token, "Bearer " + SECRET)).isTrue();
    }

    @Test
    void aFileThatCannotBeReadIsToldByItsPathButNotByItsContent() throws IOException {
      Path folder = Files.createDirectory(dir.resolve("folder"));

      assertThat(admits(inFile(folder), "Bearer " + SECRET)).isFalse();
      verify(errors).error(eq(""), eq("control"), eq("token_file"), unreadable(folder));
      verifyNoMoreInteractions(errors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "  \n "})
    void anEmptyFileAdmitsNobody(String content) throws IOException {
      ControlToken token = inFile(write(content, 1));

      assertThat(admits(token, "Bearer ")).isFalse();
      assertThat(admits(token, "Bearer " + content)).isFalse();
    }

    @Test
    void whoAsksMeanwhileIsAnsweredByTheSameLook() throws IOException {
      Deque<Runnable> aside = new ArrayDeque<>();
      ControlToken token = inFile(write(SECRET, 1), aside::add);
      List<String> said = new ArrayList<>();
      token.check("Bearer " + SECRET, ok -> said.add("first " + ok));
      token.check("Bearer wrong", ok -> said.add("second " + ok));
      token.check("Basic x", ok -> said.add("third " + ok));
      assertThat(said).as("no look is needed for it").containsExactly("third false");

      assertThat(aside).hasSize(1);
      aside.remove().run();
      assertThat(said).containsExactly("third false", "first true", "second false");
    }

    @Test
    void aFileThatHangsAdmitsNobodyUntilItIsReadAfterAll() throws IOException {
      Deque<Runnable> aside = new ArrayDeque<>();
      ControlToken token = inFile(write(SECRET, 1), aside::add);
      List<Boolean> said = new ArrayList<>();
      token.check("Bearer " + SECRET, said::add);
      time.pass(ControlToken.PATIENCE.minusNanos(1));
      assertThat(said).isEmpty();
      time.pass(Duration.ofNanos(1));
      assertThat(said).containsExactly(false);
      verify(errors).error("", "control", "token_file", dir.resolve("token") + " hangs");
      assertThat(admits(token, "Bearer " + SECRET)).as("not waited for again").isFalse();

      aside.remove().run();
      token.check("Bearer " + SECRET, said::add);
      aside.remove().run();
      assertThat(said).containsExactly(false, true);
    }

    @Test
    void beyondSixtyFourOneMoreIsJudgedByWhatWasReadLast() throws IOException {
      Deque<Runnable> aside = new ArrayDeque<>();
      ControlToken token = inFile(write(SECRET, 1), aside::add);
      token.check("Bearer " + SECRET, ok -> {});
      aside.remove().run();
      List<Boolean> said = new ArrayList<>();
      for (int i = 0; i < ControlToken.MOST_ASKING; i++) {
        token.check("Bearer wrong", said::add);
      }
      assertThat(said).isEmpty();

      assertThat(admits(token, "Bearer " + SECRET)).isTrue();
      assertThat(admits(token, "Bearer wrong")).isFalse();
      aside.remove().run();
      assertThat(said).hasSize(64).containsOnly(false);
    }

    @Test
    void aLookThatIsRejectedAdmitsNobody() throws IOException {
      ControlToken token =
          inFile(
              write(SECRET, 1),
              task -> {
                throw new RejectedExecutionException();
              });

      assertThat(admits(token, "Bearer " + SECRET)).isFalse();
    }

    private ControlToken inFile(Path file, Executor aside) {
      return new ControlToken(
          Optional.empty(), Optional.of(file), errors, aside, Runnable::run, time);
    }

    private ControlToken inFile(Path file) {
      return new ControlToken(
          Optional.empty(), Optional.of(file), errors, Runnable::run, Runnable::run, time);
    }

    private Path write(String content, int changedAt) throws IOException {
      Path file = Files.writeString(dir.resolve("token"), content);
      return Files.setLastModifiedTime(file, FileTime.fromMillis(changedAt * 1000L));
    }
  }

  private static boolean admits(ControlToken token, @Nullable String authorization) {
    List<Boolean> said = new ArrayList<>();
    token.check(authorization, said::add);
    assertThat(said).hasSize(1);
    return said.get(0);
  }

  private static String unreadable(Path file) {
    return startsWith(file + " cannot be read: ");
  }
}
