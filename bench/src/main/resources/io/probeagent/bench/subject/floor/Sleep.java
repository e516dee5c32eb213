/** A JVM that only sleeps. */
public final class Sleep {
  public static void main(String[] arguments) throws InterruptedException {
    System.out.println("up");
    Thread.currentThread().join();
  }
}
