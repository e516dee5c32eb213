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
import java.util.Optional;
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

  @Nested
  class GivenAsAValue {
    private final ControlToken token =
        new ControlToken(Optional.of(SECRET), Optional.empty(), errors);

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
      assertThat(token.admits(authorization)).isTrue();
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
      assertThat(token.admits(authorization)).isFalse();
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
    ControlToken none = new ControlToken(Optional.empty(), Optional.empty(), errors);

    assertThat(none.admits(authorization)).isFalse();
  }

  @Nested
  class GivenInAFile {
    @TempDir Path dir;

    @Test
    void theFileIsReadAgainWhenItChanges() throws IOException {
      ControlToken token = inFile(write(SECRET + "\n", 1));
      assertThat(token.admits("Bearer " + SECRET)).isTrue();

      write("another-token-1234", 2);
      assertThat(token.admits("Bearer " + SECRET)).isFalse();
      assertThat(token.admits("Bearer another-token-1234")).isTrue();
      verifyNoInteractions(errors);
    }

    @Test
    void theFileIsNotReadWhileItIsTheSame() throws IOException {
      ControlToken token = inFile(write(SECRET, 1));
      assertThat(token.admits("Bearer " + SECRET)).isTrue();

      write("another-token-1234", 1);
      assertThat(token.admits("Bearer " + SECRET)).isTrue();
    }

    @Test
    void anOlderFileIsAChangeToo() throws IOException {
      ControlToken token = inFile(write(SECRET, 9));
      token.admits("Bearer " + SECRET);

      write("another-token-1234", 3);
      assertThat(token.admits("Bearer another-token-1234")).isTrue();
    }

    @Test
    void aRemovedFileAdmitsNobodyAndIsToldOnceForEachQuestion() throws IOException {
      Path file = write(SECRET, 1);
      ControlToken token = inFile(file);
      token.admits("Bearer " + SECRET);
      Files.delete(file);

      assertThat(token.admits("Bearer " + SECRET)).isFalse();
      verify(errors).error(eq(""), eq("control"), eq("token_file"), unreadable(file));
      verifyNoMoreInteractions(errors);
      assertThat(token.admits("Bearer ")).isFalse();
    }

    @Test
    void aFileThatComesBackUnchangedAdmitsAgain() throws IOException {
      Path file = write(SECRET, 1);
      ControlToken token = inFile(file);
      token.admits("Bearer " + SECRET);
      Files.delete(file);
      token.admits("Bearer " + SECRET);

      write(SECRET, 1);
      assertThat(token.admits("Bearer " + SECRET)).isTrue();
    }

    @Test
    void aFileThatCannotBeReadIsToldByItsPathButNotByItsContent() throws IOException {
      Path folder = Files.createDirectory(dir.resolve("folder"));

      assertThat(inFile(folder).admits("Bearer " + SECRET)).isFalse();
      verify(errors).error(eq(""), eq("control"), eq("token_file"), unreadable(folder));
      verifyNoMoreInteractions(errors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "  \n "})
    void anEmptyFileAdmitsNobody(String content) throws IOException {
      ControlToken token = inFile(write(content, 1));

      assertThat(token.admits("Bearer ")).isFalse();
      assertThat(token.admits("Bearer " + content)).isFalse();
    }

    private ControlToken inFile(Path file) {
      return new ControlToken(Optional.empty(), Optional.of(file), errors);
    }

    private Path write(String content, int changedAt) throws IOException {
      Path file = Files.writeString(dir.resolve("token"), content);
      return Files.setLastModifiedTime(file, FileTime.fromMillis(changedAt * 1000L));
    }
  }

  private static String unreadable(Path file) {
    return startsWith(file + " cannot be read: ");
  }
}
