package ai.kubit.cohortimport.local;

import ai.kubit.cohortimport.local.LocalCloud.Places;
import ai.kubit.cohortimport.local.SampleCohort.SampleExport;
import ai.kubit.cohortimport.local.tool.Rush;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the packaged program against the stand-ins and shows what happened. {@code ./mvnw -q
 * -Plocal} calls it.
 */
public final class LocalRun {
  private static final int FIXED_PORT = 18_700;
  private static final int FIXED_PORTS = 6;
  private static final int COHORTS_OF_A_RUSH = 1_000;

  private static final String HELP =
      """
      ./mvnw -q -Plocal                       imports a sample cohort, once
      ./mvnw -q -Plocal -Dlocal.args=twice    and the next day's export of it, with members gone
      ./mvnw -q -Plocal -Dlocal.args=rush     1,000 small cohorts and a giant are due: how long?
      ./mvnw -q -Plocal -Dlocal.args=cloud    keeps the backends up until Ctrl-C, on fixed ports:
          18700 DynamoDB   18701 S3   18702 SES   18703 parameter store   18704 Lambda   18705 Braze
      ./mvnw -q -Plocal -Dlocal.args="cloud for-containers"   the same for SAM local: they listen
          to the whole network, not to this machine only
        It prints the environment for the program or quarkus:dev and writes it to
        target/local/env.sh for a shell (which then knows kubit-cohort-import, too) and to
        target/local/template.yaml for `sam local invoke --template`. A look at Braze:
          curl http://127.0.0.1:18705/simulator/totals
          curl 'http://127.0.0.1:18705/simulator/holders?attribute=Kubit%20cohorts&value=Power%20users'
      Mails are files in target/local/outbox. With -Dprogram.native=true the native executable runs.
      """;

  private LocalRun() {}

  /** Exits with 0 only if everything was as expected. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String mode = args.length == 0 ? "once" : args[0];
    switch (mode) {
      case "once" -> System.exit(run(List.of(SampleCohort.firstDay())));
      case "twice" -> System.exit(run(List.of(SampleCohort.firstDay(), SampleCohort.secondDay())));
      case "rush" -> System.exit(rush());
      case "cloud" -> {
        for (int port = FIXED_PORT; port < FIXED_PORT + FIXED_PORTS; port++) {
          if (isTaken(port)) {
            System.err.println(
                "Port "
                    + port
                    + " of this machine is taken. Is another \"cloud\" up? End it first.");
            System.exit(2);
          }
        }
        keepUp(args.length > 1 && args[1].equals("for-containers"));
      }
      case "help", "--help" -> System.out.print(HELP);
      default -> {
        System.err.print("\"" + mode + "\" is not known. What there is:\n" + HELP);
        System.exit(2);
      }
    }
  }

  /**
   * Whether a port is taken. This is checked before anything is started, because the threads of a
   * stand-in would keep a failed process alive.
   */
  static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static int run(List<SampleExport> days) throws IOException {
    if (!Files.exists(Program.file())) {
      System.err.println(
          Program.file() + " is not there. Package the program first: ./mvnw package");
      return 2;
    }
    Path outbox = Path.of("target", "local", "outbox");
    try (LocalCloud cloud = LocalCloud.start(Places.free().withOutbox(outbox))) {
      SampleCohort.seed(cloud.braze().state());
      return new SampleImport(cloud).run(days) ? 0 : 1;
    }
  }

  private static int rush() throws IOException {
    Path outbox = Path.of("target", "local", "outbox-rush");
    try (LocalCloud cloud = LocalCloud.start(Places.free().withOutbox(outbox))) {
      return new Rush(cloud, COHORTS_OF_A_RUSH).run() ? 0 : 1;
    }
  }

  private static void keepUp(boolean forContainers) throws IOException, InterruptedException {
    LocalCloud cloud =
        LocalCloud.start(
            forContainers ? Places.forContainersFrom(FIXED_PORT) : Places.from(FIXED_PORT));
    SampleCohort.seed(cloud.braze().state());
    cloud.putExport(SampleCohort.EXPORT_KEY, SampleCohort.firstDay().gzip());
    Map<String, String> environment = cloud.environment();
    environment.forEach((name, value) -> System.out.println("export " + name + "='" + value + "'"));
    System.out.println("# " + writeShellEnvironment(environment) + " has all that for a shell");
    System.out.println(
        "# " + writeSamTemplate(environment) + " is the function with the same, for SAM local");
    if (!forContainers) {
      System.out.println("# (its containers reach the backends with \"cloud for-containers\")");
    }
    System.out.println("# s3://" + LocalCloud.BUCKET_EXPORTS + "/" + SampleCohort.EXPORT_KEY);
    System.out.println(
        "# Ready. In another terminal, in the same directory:  . target/local/env.sh");
    System.out.println("# Ctrl-C ends it, and everything it holds");
    new CountDownLatch(1).await();
  }

  /**
   * Writes a shell file with the environment and the program under its own name, so that the
   * examples of the documents can be typed as they are.
   */
  private static Path writeShellEnvironment(Map<String, String> environment) throws IOException {
    StringBuilder shell = new StringBuilder();
    environment.forEach(
        (name, value) ->
            shell.append("export ").append(name).append("='").append(value).append("'\n"));
    String program = Program.isNative() ? "" : "java -jar ";
    shell.append("alias kubit-cohort-import='").append(program).append(Program.file());
    Path file = Path.of("target", "local", "env.sh");
    return Files.writeString(file, shell.append("'\n"));
  }

  /**
   * Writes a template for SAM local with the function and its environment, because SAM local passes
   * on only variables that a template names. It is JSON, which is YAML, too.
   */
  private static Path writeSamTemplate(Map<String, String> environment) throws IOException {
    Path file = Path.of("target", "local", "template.yaml");
    ObjectNode template = samTemplate(environment, System.getProperty("os.arch"));
    return Files.writeString(file, template.toPrettyString() + "\n");
  }

  static ObjectNode samTemplate(Map<String, String> environment, String machine) {
    ObjectNode template = JsonNodeFactory.instance.objectNode();
    template.put("Transform", "AWS::Serverless-2016-10-31");
    ObjectNode function = template.putObject("Resources").putObject("Function");
    function.put("Type", "AWS::Serverless::Function");
    ObjectNode properties = function.putObject("Properties");
    properties.put("CodeUri", "../native/function.zip");
    properties.put("Handler", "not.used.in.provided.runtime");
    properties.put("Runtime", "provided.al2023");
    properties.putArray("Architectures").add(architecture(machine));
    properties.put("MemorySize", 1024).put("Timeout", 900);
    ObjectNode variables = properties.putObject("Environment").putObject("Variables");
    new TreeMap<>(environment)
        .forEach(
            (name, value) ->
                variables.put(name, value.replace("127.0.0.1", "host.docker.internal")));
    return template;
  }

  /** The function's architecture: that of this machine, for which the executable was built. */
  private static String architecture(String machine) {
    return machine.equals("aarch64") ? "arm64" : "x86_64";
  }
}
