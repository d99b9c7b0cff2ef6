package ai.kubit.cohortimport.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.Documents;
import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.SampleCohort;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The examples of README and the pages do what these say, in their order: the blocks below {@code
 * <!-- runs, exit n -->}. Every line below a command must be a line of its output; {@code …} stands
 * for anything.
 */
class DocumentsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern BLOCK =
      Pattern.compile("<!-- runs, exit (\\d) -->\n```(console|json)\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final String PROMPT = "$ ";
  private static final int FEWEST_EXAMPLES = 20;

  private record Example(int exit, List<String> words, String stdin, List<String> output) {}

  @Test
  void everyExampleDoesWhatTheDocumentsSay() throws IOException {
    List<Example> examples = examples(Documents.text());
    assertThat(examples).hasSizeGreaterThan(FEWEST_EXAMPLES);
    try (LocalCloud cloud = LocalCloud.start()) {
      SampleCohort.seed(cloud.braze().state());
      cloud.putExport(SampleCohort.EXPORT_KEY, SampleCohort.firstDay().gzip());
      examples.forEach(example -> run(example, cloud));
    }
  }

  private static List<Example> examples(String documents) {
    List<Example> examples = new ArrayList<>();
    Matcher block = BLOCK.matcher(documents);
    while (block.find()) {
      int exit = Integer.parseInt(block.group(1));
      String content = block.group(3);
      examples.add(
          block.group(2).equals("json")
              ? new Example(
                  exit, List.of("kubit-cohort-import", "--event", "-"), content, List.of())
              : typed(exit, content.lines().toList()));
    }
    return examples;
  }

  private static Example typed(int exit, List<String> lines) {
    assertThat(lines.get(0)).startsWith(PROMPT);
    List<String> words =
        WORD.matcher(lines.get(0).substring(PROMPT.length()))
            .results()
            .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
            .toList();
    return new Example(exit, words, "", lines.subList(1, lines.size()));
  }

  private static void run(Example example, LocalCloud cloud) {
    List<String> arguments = example.words().subList(1, example.words().size());
    switch (example.words().get(0)) {
      case "kubit-cohort-import" -> runProgram(example, cloud, arguments.toArray(String[]::new));
      case "curl" -> putExport(cloud, arguments);
      default -> throw new AssertionError("the documents run " + example.words());
    }
  }

  private static void runProgram(Example example, LocalCloud cloud, String... arguments) {
    try (Program program =
        new Program.Launch(cloud.environment()).stdin(example.stdin()).start(arguments)) {
      int exit = program.waitFor(PATIENCE);
      assertThat(exit).as("%s%n%s", example, program.output()).isEqualTo(example.exit());
      List<String> said =
          Stream.concat(program.stdout().stream(), program.stderr().stream()).toList();
      example
          .output()
          .forEach(line -> assertThat(said).as("%s", example).anyMatch(pattern(line)::matches));
    }
  }

  private record Line(Pattern pattern) {
    boolean matches(String text) {
      return pattern.matcher(text).matches();
    }
  }

  private static Line pattern(String documented) {
    String regex =
        Stream.of(documented.split("…", -1))
            .map(Pattern::quote)
            .reduce((before, after) -> before + ".*" + after)
            .orElseThrow();
    return new Line(Pattern.compile(regex));
  }

  /** What {@code curl -X PUT -d CONTENT URL} does to the bucket, whatever port it has here. */
  private static void putExport(LocalCloud cloud, List<String> arguments) {
    String content = arguments.get(arguments.indexOf("-d") + 1);
    String path = URI.create(arguments.get(arguments.size() - 1)).getPath();
    String bucket = "/" + LocalCloud.BUCKET_EXPORTS + "/";
    assertThat(path).startsWith(bucket);
    cloud.putExport(path.substring(bucket.length()), content.getBytes(StandardCharsets.UTF_8));
  }
}
