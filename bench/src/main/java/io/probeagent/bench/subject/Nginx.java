package io.probeagent.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** nginx with one worker and {@code return 200}. */
record Nginx(Path program) implements Subject {
  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public String describe() {
    try {
      return Program.run(List.of(program.toString(), "-v"), Map.of())
              .replace("nginx version: nginx/", "nginx ")
          + ", 'return 200', one worker";
    } catch (IOException e) {
      return "nginx: " + e.getMessage();
    }
  }

  @Override
  public Launch launch(int port, Path folder) throws IOException {
    Path file = folder.resolve("nginx.conf");
    Files.writeString(
        file,
        """
        daemon off;
        worker_processes 1;
        pid %1$s/pid;
        error_log stderr;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/t1;
          proxy_temp_path %1$s/t2;
          fastcgi_temp_path %1$s/t3;
          uwsgi_temp_path %1$s/t4;
          scgi_temp_path %1$s/t5;
          server {
            listen 127.0.0.1:%2$d;
            location /ready { return 200 "ok"; }
          }
        }
        """
            .formatted(folder, port));
    return new Launch(List.of(program.toString(), "-p", folder + "/", "-c", file + ""), Map.of());
  }
}
