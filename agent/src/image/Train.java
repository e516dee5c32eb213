import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The training run of the image's AOT cache: one pod's life, so that the cache holds what a real
 * agent loads and nothing else. Run as a source file by the JDK, with the agent's jar on the class
 * path:
 *
 * <pre>java -cp probe-agent.jar Train.java java @agent.args</pre>
 *
 * <p>The words after the file's name are the agent's command. It ends with the agent's exit code.
 */
public final class Train {
  private static final int PROBES = 300;
  private static final String TOKEN = "a-token-for-the-training";

  private final int port;
  private final Path dir;

  private Train(int port, Path dir) {
    this.port = port;
    this.dir = dir;
  }

  public static void main(String[] command) throws Exception {
    Path dir = Files.createTempDirectory("train");
    int port;
    try (ServerSocket app = new ServerSocket(0);
        ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
      free.close();
      List<String> words = new ArrayList<>(List.of(command));
      ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
      builder.environment().put("PROBE_DIR", dir.toString());
      builder.environment().put("PROBE_LISTEN", ":" + port);
      builder.environment().put("PROBE_APP_PORTS", Integer.toString(app.getLocalPort()));
      builder.environment().put("PROBE_DRAIN_DELAY", "200ms");
      builder.environment().put("PROBE_CONTROL_TOKEN", TOKEN);
      builder.environment().put("PROBE_SIDECAR", "native");
      Process agent = builder.start();
      new Train(port, dir).live(agent);
      agent.destroy();
      if (!agent.waitFor(60, TimeUnit.SECONDS)) {
        agent.destroyForcibly();
        throw new IllegalStateException("the agent did not end within 60 s of SIGTERM");
      }
      System.exit(agent.exitValue());
    }
  }

  private void live(Process agent) throws Exception {
    await(agent);
    Files.createFile(dir.resolve("live"));
    datagram("READY=1\nSTATUS=up");
    try (SocketChannel lease = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      lease.connect(UnixDomainSocketAddress.of(dir.resolve("signal.sock")));
      say(lease, "INSTANCE=train");
      say(lease, "READY=1");
      for (int i = 0; i < PROBES; i++) {
        get("/ready", "");
        get("/live", "");
        get("/startup", "");
      }
      for (int i = 0; i < 3; i++) {
        get("/ready?verbose", "");
        get("/state", "");
        get("/metrics", "");
      }
      say(lease, "STOPPING=1");
      get("/ready", "");
      get("/drain", "Authorization: Bearer " + TOKEN + "\r\n");
    }
    Files.delete(dir.resolve("live"));
    get("/ready", "");
  }

  private void await(Process agent) throws Exception {
    for (int i = 0; i < 600; i++) {
      try {
        get("/live", "");
        return;
      } catch (IOException notYet) {
        if (!agent.isAlive()) {
          throw new IllegalStateException("the agent ended with " + agent.exitValue(), notYet);
        }
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("the agent did not answer within 60 s");
  }

  private String get(String path, String header) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
      socket.setSoTimeout(20_000);
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: 127.0.0.1:"
              + port
              + "\r\nUser-Agent: kube-probe/1.34\r\n"
              + "Accept: */*\r\n"
              + header
              + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  private static void say(SocketChannel to, String line) throws IOException {
    to.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    to.read(ByteBuffer.allocate(512));
  }

  private void datagram(String text) throws InterruptedException {
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try {
      Channel channel =
          new Bootstrap()
              .group(group)
              .channel(EpollDomainDatagramChannel.class)
              .handler(new ChannelInboundHandlerAdapter())
              .bind(new DomainSocketAddress(dir.resolve("train.sock").toString()))
              .sync()
              .channel();
      DomainSocketAddress to = new DomainSocketAddress(dir.resolve("notify.sock").toString());
      channel
          .writeAndFlush(
              new DomainDatagramPacket(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), to))
          .sync();
      channel.close().sync();
    } finally {
      group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
  }
}
