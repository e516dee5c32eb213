/** A JVM that only sleeps; given a word, it does not even that. */
public final class Sleep {
  public static void main(String[] arguments) throws InterruptedException {
    System.out.println("up");
    if (arguments.length == 0) {
      Thread.currentThread().join();
    }
  }
}
