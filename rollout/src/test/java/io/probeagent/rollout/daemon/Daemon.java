package io.probeagent.rollout.daemon;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that nobody may change, as Debian builds it. In its command and its files, of {@code
 * src/test/resources/daemon}, <code>{dir}</code> stands for a folder of its own, <code>{port}
 * </code> for the port that it listens on.
 */
@SuppressWarnings("ImmutableEnumChecker") // it is: strings, and List.of()
enum Daemon {
  HAPROXY("HAProxy", "haproxy -Ws -f {dir}/haproxy.cfg", "-v", "", "haproxy.cfg"),
  REDIS("Redis", "redis-server {dir}/redis.conf", "--version", "", "redis.conf"),
  POSTGRESQL(
      "PostgreSQL",
      "postgres -D {dir}/data -c config_file={dir}/postgresql.conf",
      "--version",
      "received SIGHUP",
      "postgresql.conf") {
    @Override
    List<String> prefix() {
      return List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
    }

    @Override
    void fill(Path dir) throws IOException, InterruptedException {
      Program.run(dir, List.of("chown", "postgres", dir.toString()));
      List<String> command = new ArrayList<>(prefix());
      command.add(Program.path("initdb").toString());
      command.addAll(List.of("-N", "-A", "trust", "-D", dir.resolve("data").toString()));
      Program.run(dir, command);
    }
  },
  MARIADB("MariaDB", "mariadbd --defaults-file={dir}/mariadb.cnf", "--version", "", "mariadb.cnf") {
    @Override
    void fill(Path dir) throws IOException, InterruptedException {
      Program.run(dir, List.of("chown", "mysql", dir.toString()));
      Program.run(
          dir,
          List.of(
              "mariadb-install-db",
              "--defaults-file=" + dir.resolve("mariadb.cnf"),
              "--skip-test-db",
              "--auth-root-authentication-method=normal"));
    }
  },
  UNBOUND("Unbound", "unbound -d -c {dir}/unbound.conf", "-V", "", "unbound.conf"),
  MOSQUITTO(
      "Mosquitto", "mosquitto -c {dir}/mosquitto.conf", "-h", "Reloading config", "mosquitto.conf"),
  UWSGI(
      "uWSGI",
      "uwsgi-core --ini {dir}/uwsgi.ini",
      "--version",
      "spawned uWSGI worker",
      "uwsgi.ini",
      "app.py") {
    @Override
    boolean isAsked() {
      return true;
    }
  },
  GUNICORN(
      "Gunicorn",
      "gunicorn -b 127.0.0.1:{port} --chdir {dir} app:application",
      "--version",
      "Worker exiting",
      "app.py") {
    @Override
    boolean isAsked() {
      return true;
    }
  },
  APACHE(
      "Apache httpd",
      "apache2 -DFOREGROUND -f {dir}/apache2.conf",
      "-v",
      "resuming normal operations",
      "apache2.conf"),
  NGINX("nginx", "nginx -p {dir} -c {dir}/nginx.conf", "-v", "exited with code 0", "nginx.conf"),
  MEMCACHED("memcached", "memcached -l 127.0.0.1 -p {port} -u nobody", "--version", "");

  private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+(\\.[0-9]+)?");

  private final String title;
  private final List<String> command;
  private final String version;
  private final String reloaded;
  private final List<String> files;

  Daemon(String title, String command, String version, String reloaded, String... files) {
    this.title = title;
    this.command = List.of(command.split(" ", -1));
    this.version = version;
    this.reloaded = reloaded;
    this.files = List.of(files);
  }

  /** Its heading on the page. */
  String title() {
    return title;
  }

  /** Its program's name. */
  String program() {
    return command.get(0);
  }

  /** What it prints once a reload is done; empty if it says so to the agent, or has no reload. */
  String reloaded() {
    return reloaded;
  }

  /**
   * Whether it must have answered before anything is done to it: a worker that is told to stop
   * while it starts may not stop.
   */
  boolean isAsked() {
    return false;
  }

  /** The command that starts it. */
  List<String> command(Path dir, int port) {
    List<String> whole = new ArrayList<>(prefix());
    whole.add(Program.path(program()).toString());
    command.stream().skip(1).map(word -> filled(word, dir, port)).forEach(whole::add);
    return whole;
  }

  /** Its configuration. */
  Path file(Path dir) {
    return dir.resolve(files.get(0));
  }

  /** Makes all that it needs, in a folder that exists. */
  void prepare(Path dir, int port) throws IOException, InterruptedException {
    write(dir, port);
    fill(dir);
  }

  /** Writes its files, as they are before anybody changes them. */
  void write(Path dir, int port) throws IOException {
    for (String file : files) {
      try (InputStream in = Daemon.class.getResourceAsStream("/daemon/" + file)) {
        if (in == null) {
          throw new IOException("there is no resource daemon/" + file);
        }
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(dir.resolve(file), filled(text, dir, port));
      }
    }
  }

  /** Its version, such as 2.6.12; says that the test is skipped if it is not installed. */
  String assumeInstalled(Path dir) throws IOException, InterruptedException {
    assumeTrue(Program.isInstalled(program()), program() + " is not installed");
    assumeTrue("root".equals(System.getProperty("user.name")), "daemons are run by root");
    String said = Program.run(dir, List.of(Program.path(program()).toString(), version));
    Matcher number = VERSION.matcher(said);
    return number.find() ? number.group() : said;
  }

  /** What makes it run as another user; empty if it does so by itself, or need not. */
  List<String> prefix() {
    return List.of();
  }

  /** Makes what has to be there before its first start. */
  void fill(Path dir) throws IOException, InterruptedException {}

  private static String filled(String text, Path dir, int port) {
    return text.replace("{dir}", dir.toString()).replace("{port}", Integer.toString(port));
  }
}
