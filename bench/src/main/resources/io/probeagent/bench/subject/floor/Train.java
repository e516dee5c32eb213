import java.util.List;

/** The training run of the floor: start, and SIGTERM. */
public final class Train {
  public static void main(String[] command) throws Exception {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    var said = process.inputReader();
    String line = said.readLine();
    if (!"up".equals(line)) {
      throw new IllegalStateException("the floor said '" + line + "' (expected: up)");
    }
    // Process.destroy would close what it still says.
    process.toHandle().destroy();
    said.lines().forEach(System.out::println);
    process.waitFor();
  }
}
